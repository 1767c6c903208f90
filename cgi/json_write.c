/* json_write.c -- JSON written: whole trees, and what is written as it is
 * put. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "json.h"

#define BEGINNING_MAX ((size_t)64 << 10) /* bytes */

/* ---- texts ------------------------------------------------------------- */

/* When a byte is written as an escape. */
enum { IN_STRING = 1, IN_HTML = 2 };

#define EIGHT_CONTROLS                                                         \
	IN_STRING, IN_STRING, IN_STRING, IN_STRING, IN_STRING, IN_STRING,      \
	    IN_STRING, IN_STRING

static const unsigned char escape_of[256] = {
	EIGHT_CONTROLS, EIGHT_CONTROLS, EIGHT_CONTROLS, EIGHT_CONTROLS,
	['"'] = IN_STRING, ['\\'] = IN_STRING, ['<'] = IN_HTML, ['>'] = IN_HTML,
	['&'] = IN_HTML, [0xe2] = IN_HTML, /* if it begins U+2028 or U+2029 */
};

static bool
is_separator(const char *s, const char *end)
{
	return end - s >= 3 && s[1] == '\x80' && (s[2] & 0xfe) == 0xa8;
}

static void
write_escape(struct buf *b, unsigned char c)
{
	static const char plain[] = "\"\\\b\f\n\r\t",
			  short_form[] = "\"\\bfnrt";
	const char *at = c != 0 ? strchr(plain, c) : NULL;

	if (at != NULL) {
		buf_putc(b, '\\');
		buf_putc(b, short_form[at - plain]);
	} else {
		buf_printf(b, "\\u%04x", c);
	}
}

/* Write JSON text, or what will be a string in it, with the escapes that are
 * wanted: IN_STRING, IN_HTML or both. */
static void
write_escaped(struct buf *b, const char *s, size_t len, int wanted)
{
	const char *end = s + len, *run = s;

	for (; s < end; s++) {
		unsigned char c = (unsigned char)*s;

		if ((escape_of[c] & wanted) == 0 ||
		    (c == 0xe2 && !is_separator(s, end)))
			continue;
		buf_put(b, run, (size_t)(s - run));
		if (c == 0xe2) {
			buf_puts(b, s[2] == '\xa8' ? "\\u2028" : "\\u2029");
			s += 2;
		} else {
			write_escape(b, c);
		}
		run = s + 1;
	}
	buf_put(b, run, (size_t)(end - run));
}

/*
 * Copy a string's next eight bytes; false where one of them wants an escape.
 * All at once: a byte that is less than another, or equal to it, borrows from
 * its highest bit ("Bit Twiddling Hacks", S. E. Anderson: hasless, haszero).
 */
static inline bool
copy_eight(char *to, const char *from)
{
	const uint64_t each = 0x0101010101010101;
	uint64_t bytes, quotes, slashes, found;

	memcpy(&bytes, from, sizeof(bytes));
	memcpy(to, &bytes, sizeof(bytes));
	quotes = bytes ^ each * '"';
	slashes = bytes ^ each * '\\';
	found = ((bytes - each * ' ') & ~bytes) | ((quotes - each) & ~quotes) |
		((slashes - each) & ~slashes);
	return (found & each << 7) == 0;
}

/* Copy a string; false where it wants an escape. */
static bool
copy_plain(char *to, const char *s, size_t len)
{
	size_t i = 0;

	for (; len - i >= 8; i += 8)
		if (!copy_eight(to + i, s + i))
			return false;
	if (len >= 8) /* what is left, and some of it once more */
		return copy_eight(to + len - 8, s + len - 8);
	for (; i < len; i++) {
		if (escape_of[(unsigned char)s[i]] & IN_STRING)
			return false;
		to[i] = s[i];
	}
	return true;
}

/* Most strings are written as they are. */
static void
write_string(struct buf *b, const char *s, size_t len, bool html)
{
	size_t had = b->len;
	char *to = html ? NULL : buf_extend(b, len + 2);

	if (to != NULL && copy_plain(to + 1, s, len)) {
		to[0] = to[len + 1] = '"';
		return;
	}
	b->len = had;
	buf_putc(b, '"');
	write_escaped(b, s, len, html ? IN_STRING | IN_HTML : IN_STRING);
	buf_putc(b, '"');
}

/* ---- trees ------------------------------------------------------------- */

void
json_write_number(struct buf *b, const struct json *j)
{
	if (j->kind == JSON_INT)
		buf_int(b, j->integer);
	else
		buf_real(b, j->real);
}

static void
write_tree(struct buf *b, const struct json *j, bool html)
{
	switch (j->kind) {
	case JSON_NULL:
		buf_puts(b, "null");
		return;
	case JSON_FALSE:
		buf_puts(b, "false");
		return;
	case JSON_TRUE:
		buf_puts(b, "true");
		return;
	case JSON_INT:
	case JSON_REAL:
		json_write_number(b, j);
		return;
	case JSON_STRING:
		write_string(b, j->string, j->len, html);
		return;
	case JSON_READY:
		if (html)
			write_escaped(
			    b, j->ready->json, j->ready->json_len, IN_HTML);
		else
			buf_put(b, j->ready->json, j->ready->json_len);
		return;
	case JSON_OPEN: /* is written already */
		return;
	case JSON_ARRAY:
	case JSON_OBJECT:
		buf_putc(b, j->kind == JSON_ARRAY ? '[' : '{');
		for (const struct json *c = j->first; c != NULL; c = c->next) {
			if (c != j->first)
				buf_putc(b, ',');
			if (j->kind == JSON_OBJECT) {
				write_string(b, c->key, c->key_len, html);
				buf_putc(b, ':');
			}
			write_tree(b, c, html);
		}
		buf_putc(b, j->kind == JSON_ARRAY ? ']' : '}');
		return;
	}
}

void
json_write(struct buf *b, const struct json *j)
{
	write_tree(b, j, false);
}

void
json_write_html(struct buf *b, const struct json *j)
{
	write_tree(b, j, true);
}

/* ---- what is written as it is put -------------------------------------- */

struct json_open {
	struct buf *out;
	struct json_open *outer; /* what it stands in; NULL */
	struct json_open **last; /* of all: the innermost that is not closed */
	char end;                /* what closes it */
};

static void
close_last(struct json_open **last)
{
	buf_putc((*last)->out, (*last)->end);
	*last = (*last)->outer;
}

/* A call of memcpy() takes longer than most keys are. */
static inline void
copy_key(char *to, const char *key, size_t len)
{
	size_t i = 0;

	for (; len - i >= 4; i += 4)
		memcpy(to + i, key + i, 4);
	for (; i < len; i++)
		to[i] = key[i];
}

/* Close what was begun in it, and write what stands before its next value: a
 * comma, and in an object the key. */
static void
begin_value(struct json *into, const char *key, size_t len)
{
	struct json_open *o = into->open;
	bool follows = into->len++ > 0;
	char *to;

	while (*o->last != o) {
		if (*o->last == NULL)
			abort(); /* out of order: a mistake of ours */
		close_last(o->last);
	}
	to = buf_extend(o->out, follows + (key != NULL ? len + 3 : 0));
	if (to == NULL)
		return;
	if (follows)
		*to++ = ',';
	if (key == NULL)
		return;
	*to++ = '"';
	copy_key(to, key, len);
	memcpy(to + len, "\":", 2);
}

/* What was begun in another one, and has "len" members already. */
static struct json *
add_open(struct arena *a, struct json_open o, uint32_t len)
{
	struct {
		struct json json;
		struct json_open open;
	} *node = arena_alloc_raw(a, sizeof(*node));

	node->open = o;
	node->json =
	    (struct json){ .kind = JSON_OPEN, .len = len, .open = &node->open };
	*o.last = &node->open;
	return &node->json;
}

struct json *
json_open(struct arena *a, struct buf *out)
{
	buf_putc(out, '{');
	return add_open(a,
	    (struct json_open){
		out, NULL, ARENA_NEW(a, struct json_open *), '}' },
	    0);
}

struct json *
json_open_begin(struct arena *a, struct json *into, const char *key,
    size_t key_len, enum json_kind kind)
{
	struct json_open *o = into->open;
	bool is_array = kind == JSON_ARRAY;

	begin_value(into, key, key_len);
	buf_putc(o->out, is_array ? '[' : '{');
	return add_open(a,
	    (struct json_open){ o->out, o, o->last, is_array ? ']' : '}' }, 0);
}

struct json *
json_open_begun(
    struct arena *a, struct json *into, const struct json_begun *begun)
{
	struct json_open *o = into->open;

	begin_value(into, NULL, 0);
	buf_put(o->out, begun->text, begun->len);
	return add_open(
	    a, (struct json_open){ o->out, o, o->last, '}' }, begun->tree->len);
}

struct buf *
json_put_begun_text(struct json *list, const struct json_begun *begun)
{
	if (list->kind != JSON_OPEN)
		return NULL;
	begin_value(list, NULL, 0);
	buf_put(list->open->out, begun->text, begun->len);
	return list->open->out;
}

struct json_begun
json_beginning(struct arena *a, const struct json *object)
{
	struct buf text = buf_new(a, BEGINNING_MAX);

	write_tree(&text, object, false);
	return (struct json_begun){ object, text.data, text.len - 1 };
}

void
json_open_put(struct json *into, const char *key, size_t key_len,
    const struct json *value)
{
	begin_value(into, key, key_len);
	write_tree(into->open->out, value, false);
}

void
json_close(struct json *j)
{
	while (*j->open->last != NULL)
		close_last(j->open->last);
}
