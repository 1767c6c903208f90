/* form.c -- a request's body as a form. */
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "arena.h"
#include "err.h"
#include "form.h"
#include "text.h"

#define URLENCODED "application/x-www-form-urlencoded"
#define MULTIPART  "multipart/form-data"
#define TOLD_MAX   40 /* bytes of a field's name in a sentence */

struct reading {
	struct arena *arena;
	struct form *form;
	const char *body, *end;
	const char *delimiter; /* CR LF, two dashes and the boundary */
	struct err *err;
};

/* ---- what is refused --------------------------------------------------- */

static bool
refuse(struct reading *r, const char *why)
{
	return err_set(r->err, ERR_INPUT,
	    "the form that was sent %s: go back and send it again", why);
}

/* A field's name, fit for a sentence. */
static const char *
told(struct reading *r, const char *name)
{
	return text_clean(
	    r->arena, name, strlen(name), TEXT_LINE, TOLD_MAX, NULL);
}

static bool
refuse_field(struct reading *r, const char *name, const char *why)
{
	return err_set(r->err, ERR_INPUT, "the form's field \"%s\" %s",
	    told(r, name), why);
}

static bool
is_name(const char *name, size_t len)
{
	if (len == 0 || len > FORM_NAME_MAX || !text_is_utf8(name, len))
		return false;
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)name[i] < ' ' || name[i] == 0x7f)
			return false;
	return true;
}

/* ---- fields ------------------------------------------------------------ */

static bool
add(struct reading *r, const struct form_field *field)
{
	struct form *f = r->form;

	if (f->count == FORM_FIELDS_MAX)
		return err_set(r->err, ERR_LIMIT,
		    "the form that was sent has more than %d fields, which is "
		    "the limit",
		    FORM_FIELDS_MAX);
	f->fields[f->count++] = *field;
	return true;
}

/* Browsers send every line's end as CR LF, whatever stood in the page. */
static char *
with_line_feeds(struct arena *a, const char *bytes, size_t len)
{
	char *text = arena_alloc_raw(a, len + 1), *to = text;

	for (size_t i = 0; i < len; i++)
		if (bytes[i] != '\r' || i + 1 == len || bytes[i + 1] != '\n')
			*to++ = bytes[i];
	*to = '\0';
	return text;
}

static bool
add_text(struct reading *r, const char *name, const char *bytes, size_t len)
{
	struct form_field field = { .name = name };

	if (len > FORM_TEXT_MAX)
		return err_set(r->err, ERR_LIMIT,
		    "the form's field \"%s\" has %zu bytes; %zu are the limit",
		    told(r, name), len, FORM_TEXT_MAX);
	if (!text_is_utf8(bytes, len))
		return refuse_field(r, name, "is no text in UTF-8");
	if (memchr(bytes, '\0', len) != NULL)
		return refuse_field(r, name, "holds a NUL, which no text has");
	field.text = with_line_feeds(r->arena, bytes, len);
	return add(r, &field);
}

/* What some browsers send is a path of theirs. */
static const char *
shown_name(struct arena *a, const char *sent)
{
	const char *last = sent, *name;

	for (const char *at = sent; *at != '\0'; at++)
		if (*at == '/' || *at == '\\')
			last = at + 1;
	name = text_clean(
	    a, last, strlen(last), TEXT_LINE, FORM_FILENAME_MAX, NULL);
	return *name != '\0' ? name : "file";
}

static bool
add_file(struct reading *r, const char *name, const char *sent,
    const char *bytes, size_t len)
{
	struct form_field field = { .name = name,
		.file = { .bytes = bytes, .len = len } };

	if (*sent == '\0' && len == 0)
		return true; /* nothing was chosen */
	field.file.name = shown_name(r->arena, sent);
	return add(r, &field);
}

/* ---- application/x-www-form-urlencoded --------------------------------- */

static int
digit(char c)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *at = memchr(digits, c, sizeof(digits) - 1);

	return at != NULL ? (int)(at - digits) % 16 : -1;
}

/* NULL for a "%" without its two digits: browsers send none. */
static char *
unescape(struct arena *a, const char *s, size_t len, size_t *size)
{
	char *text = arena_alloc_raw(a, len + 1), *to = text;

	for (size_t i = 0; i < len; i++) {
		if (s[i] != '%') {
			*to++ = s[i] == '+' ? ' ' : s[i];
			continue;
		}
		if (len - i < 3 || digit(s[i + 1]) < 0 || digit(s[i + 2]) < 0)
			return NULL;
		*to++ = (char)(digit(s[i + 1]) * 16 + digit(s[i + 2]));
		i += 2;
	}
	*to = '\0';
	*size = (size_t)(to - text);
	return text;
}

static bool
read_pair(struct reading *r, const char *pair, size_t len)
{
	const char *sign = memchr(pair, '=', len);
	size_t name_len = sign != NULL ? (size_t)(sign - pair) : len,
	       from = sign != NULL ? name_len + 1 : len;
	char *name = unescape(r->arena, pair, name_len, &name_len), *text;

	if (name == NULL || !is_name(name, name_len))
		return refuse(r, "has a field whose name cannot be one");
	text = unescape(r->arena, pair + from, len - from, &len);
	if (text == NULL)
		return refuse_field(
		    r, name, "has a % without two hexadecimal digits");
	return add_text(r, name, text, len);
}

static bool
read_urlencoded(struct reading *r)
{
	const char *at = r->body;

	while (at < r->end) {
		const char *and = memchr(at, '&', (size_t)(r->end - at));
		const char *stop = and != NULL ? and : r->end;

		if (stop > at && !read_pair(r, at, (size_t)(stop - at)))
			return false;
		at = stop + (and != NULL);
	}
	return true;
}

/* ---- parameters of a header: "; name=value", value maybe in quotes ----- */

static const char *
skip_space(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	return at;
}

/* In quotes a backslash stands before a quote or before itself; before others
 * it is one, of a path. */
static bool
is_escape(const char *at, const char *end)
{
	return *at == '\\' && at + 1 < end && (at[1] == '"' || at[1] == '\\');
}

/* The value that begins at *at, which is moved behind it. */
static char *
read_value(struct arena *a, const char **at, const char *end)
{
	const char *s = *at;
	bool quoted = s < end && *s == '"';
	char *text = arena_alloc_raw(a, (size_t)(end - s) + 1), *to = text;

	for (s += quoted; s < end && *s != (quoted ? '"' : ';'); s++) {
		s += quoted && is_escape(s, end);
		*to++ = *s;
	}
	while (!quoted && to > text && (to[-1] == ' ' || to[-1] == '\t'))
		to--;
	*to = '\0';
	*at = s < end && quoted ? s + 1 : s;
	return text;
}

/* The first of that name, as a text in the arena; or NULL. */
static char *
parameter(struct arena *a, const char *at, const char *end, const char *name)
{
	while ((at = memchr(at, ';', (size_t)(end - at))) != NULL) {
		const char *key = skip_space(at + 1, end);
		size_t len = 0;
		char *value;

		at = key;
		while (at < end && *at != '=' && *at != ';')
			at++;
		if (at == end || *at == ';')
			continue;
		len = (size_t)(at - key);
		at++;
		value = read_value(a, &at, end);
		if (len == strlen(name) && strncasecmp(key, name, len) == 0)
			return value;
	}
	return NULL;
}

/* Is it a value of this type, whatever its parameters? */
static bool
is_value(const char *at, const char *end, const char *value)
{
	size_t len = strlen(value);

	return (size_t)(end - at) >= len && strncasecmp(at, value, len) == 0 &&
	       (at + len == end || strchr("; \t", at[len]) != NULL);
}

/* ---- multipart/form-data ----------------------------------------------- */

/* What stands between two parts. */
struct cut {
	const char *from, *to;
	bool last;
};

static bool
find_cut(struct reading *r, const char *at, struct cut *c)
{
	size_t len = strlen(r->delimiter), left = (size_t)(r->end - at);

	if (at == r->body && left >= len - 2 &&
	    memcmp(at, r->delimiter + 2, len - 2) == 0) {
		c->from = at; /* the first one begins the body */
		c->to = at + len - 2;
	} else {
		c->from = memmem(at, left, r->delimiter, len);
		if (c->from == NULL)
			return refuse(r, "breaks off before its end");
		c->to = c->from + len;
	}
	c->last = r->end - c->to >= 2 && memcmp(c->to, "--", 2) == 0;
	if (c->last)
		return true;
	c->to = skip_space(c->to, r->end);
	if (r->end - c->to < 2 || memcmp(c->to, "\r\n", 2) != 0)
		return refuse(r, "does not tell where its parts end");
	c->to += 2;
	return true;
}

/* The value of a header; *end gets where it ends.  NULL for none. */
static const char *
header(const char *head, size_t len, const char *name, const char **end)
{
	const char *at = head, *stop = head + len;
	size_t name_len = strlen(name);

	while (at < stop) {
		const char *line = memmem(at, (size_t)(stop - at), "\r\n", 2);

		*end = line != NULL ? line : stop;
		if ((size_t)(*end - at) > name_len && at[name_len] == ':' &&
		    strncasecmp(at, name, name_len) == 0)
			return skip_space(at + name_len + 1, *end);
		at = line != NULL ? line + 2 : stop;
	}
	return NULL;
}

static bool
read_part(struct reading *r, const char *part, size_t len)
{
	size_t most = len < FORM_HEAD_MAX ? len : FORM_HEAD_MAX;
	const char *content = memmem(part, most, "\r\n\r\n", 4), *end, *what;
	char *name, *sent;
	size_t head;

	if (content == NULL || memchr(part, '\0', (size_t)(content - part)))
		return refuse(r, "has a part whose head cannot be read");
	head = (size_t)(content - part);
	content += 4;
	what = header(part, head, "Content-Disposition", &end);
	name = what != NULL && is_value(what, end, "form-data")
		   ? parameter(r->arena, what, end, "name")
		   : NULL;
	if (name == NULL || !is_name(name, strlen(name)))
		return refuse(r, "has a field whose name cannot be one");
	sent = parameter(r->arena, what, end, "filename");
	len -= (size_t)(content - part);
	return sent != NULL ? add_file(r, name, sent, content, len)
			    : add_text(r, name, content, len);
}

static bool
read_multipart(struct reading *r, const char *type)
{
	const char *boundary =
	    parameter(r->arena, type, type + strlen(type), "boundary");
	struct cut cut, next;

	if (boundary == NULL || *boundary == '\0' ||
	    strlen(boundary) > FORM_BOUNDARY_MAX)
		return refuse(r, "does not tell how its parts are told apart");
	r->delimiter = arena_printf(r->arena, "\r\n--%s", boundary);
	if (!find_cut(r, r->body, &cut))
		return false;
	for (; !cut.last; cut = next)
		if (!find_cut(r, cut.to, &next) ||
		    !read_part(r, cut.to, (size_t)(next.from - cut.to)))
			return false;
	return true;
}

/* ---- all of it --------------------------------------------------------- */

bool
form_read(struct arena *a, const char *content_type, const void *body,
    size_t len, struct form *form, struct err *err)
{
	const char *type = content_type != NULL ? content_type : "";
	const char *bytes = len > 0 ? body : "", *stop = type + strlen(type);
	struct reading r = { .arena = a,
		.form = form,
		.body = bytes,
		.end = bytes + len,
		.err = err };

	*form = (struct form){ .fields = ARENA_ARRAY(
				   a, struct form_field, FORM_FIELDS_MAX) };
	if (is_value(type, stop, URLENCODED))
		return read_urlencoded(&r);
	if (is_value(type, stop, MULTIPART))
		return read_multipart(&r, type);
	return refuse(&r, "is of a kind that no page of ours sends");
}

const struct form_field *
form_next(const struct form *f, const char *name, const struct form_field *at)
{
	const struct form_field *end = f->fields + f->count;

	for (at = at != NULL ? at + 1 : f->fields; at < end; at++)
		if (strcmp(at->name, name) == 0)
			return at;
	return NULL;
}

const char *
form_get(const struct form *f, const char *name)
{
	const struct form_field *at = NULL;

	while ((at = form_next(f, name, at)) != NULL)
		if (at->text != NULL)
			return at->text;
	return NULL;
}

const struct form_file *
form_file(const struct form *f, const char *name)
{
	const struct form_field *at = NULL;

	while ((at = form_next(f, name, at)) != NULL)
		if (at->text == NULL)
			return &at->file;
	return NULL;
}
