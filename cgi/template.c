/* template.c -- the templates of a folder, compiled once, filled fast. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "context.h"
#include "err.h"
#include "files.h"
#include "json.h"
#include "mustache.h"
#include "template.h"
#include "text.h"

#define SUFFIX      ".mustache"
#define NO_UNIT     UINT32_MAX
#define UNITS_FIRST 16 /* room at first */

/* A template; or a partial as it is where it stands indented, because the
 * indentation goes into the text before it is parsed. */
struct unit {
	struct mustache m;
	const char *name;
	uint32_t plain; /* the unit of the text as it was written */
	struct mustache_indent indent;
};

struct template_set {
	struct unit *units; /* the templates as written come first */
	uint32_t count, room, plain_count;
	size_t bytes; /* of all texts */
};

/* ---- reading ----------------------------------------------------------- */

bool
template_read_file(struct arena *a, const char *path,
    struct template_text *text, struct err *err)
{
	const char *slash = strrchr(path, '/');
	struct buf b = buf_new(a, TEMPLATE_TEXT_MAX);
	size_t len, suffix = strlen(SUFFIX);

	if (!files_read(path, &b, err))
		return false;
	text->text = b.data;
	text->len = b.len;
	text->file = arena_strdup(a, slash != NULL ? slash + 1 : path);
	len = strlen(text->file);
	if (len > suffix && strcmp(text->file + len - suffix, SUFFIX) == 0)
		len -= suffix;
	text->name = arena_strndup(a, text->file, len);
	return true;
}

bool
template_read(struct arena *a, const char *folder, struct template_texts *texts,
    struct err *err)
{
	char **names;
	size_t count = 0;

	if (!files_list(a, folder, SUFFIX, &names, err))
		return false;
	while (names[count] != NULL)
		count++;
	texts->count = count;
	texts->list = ARENA_ARRAY(a, struct template_text, count);
	for (size_t i = 0; i < count; i++)
		if (!template_read_file(a,
			arena_printf(a, "%s/%s", folder, names[i]),
			&texts->list[i], err))
			return false;
	return true;
}

/* ---- compiling --------------------------------------------------------- */

static bool
add_unit(struct arena *a, struct template_set *set, const struct unit *unit,
    struct err *err)
{
	set->bytes += unit->m.text.len;
	if (set->count == TEMPLATE_UNITS_MAX || set->bytes > TEMPLATE_TEXTS_MAX)
		return err_set(err, ERR_LIMIT,
		    "%s: with partials at all their indentations there are "
		    "more than %d templates or %zu bytes",
		    unit->m.file, TEMPLATE_UNITS_MAX, TEMPLATE_TEXTS_MAX);
	if (set->count == set->room) {
		set->units =
		    arena_grow(a, set->units, set->room * sizeof(*unit),
			(size_t)set->room * 2 * sizeof(*unit));
		set->room *= 2;
	}
	set->units[set->count++] = *unit;
	return true;
}

static uint32_t
find_plain(const struct template_set *set, const char *name, size_t len)
{
	for (uint32_t i = 0; i < set->plain_count; i++)
		if (strlen(set->units[i].name) == len &&
		    memcmp(set->units[i].name, name, len) == 0)
			return i;
	return NO_UNIT;
}

static uint32_t
find_indented(const struct template_set *set, uint32_t plain,
    const struct mustache_indent *indent)
{
	const struct unit *u;

	for (uint32_t i = set->plain_count; i < set->count; i++) {
		u = &set->units[i];
		if (u->plain == plain &&
		    u->indent.after_text == indent->after_text &&
		    u->indent.by.len == indent->by.len &&
		    memcmp(u->indent.by.at, indent->by.at, indent->by.len) == 0)
			return i;
	}
	return NO_UNIT;
}

/* Find, or make, the unit of a partial that stands indented. */
static bool
indent_partial(struct arena *a, struct template_set *set, const char *file,
    struct mustache_token *t, struct err *err)
{
	struct unit unit = set->units[t->unit];
	uint32_t found = find_indented(set, t->unit, t->indent);

	if (found != NO_UNIT) {
		t->unit = found;
		return true;
	}
	if (t->indent->by.len > TEMPLATE_INDENT_MAX)
		return err_set(err, ERR_INPUT,
		    "%s:%u: {{>%.*s}} is indented by more than %d columns: "
		    "a partial that takes itself in must start its line",
		    file, t->line, MUSTACHE_TOLD(t->text), TEMPLATE_INDENT_MAX);
	unit.indent = *t->indent;
	unit.m.text = mustache_indented(a, unit.m.text, t->indent);
	if (unit.m.text.at == set->units[t->unit].m.text.at)
		return true;
	t->unit = set->count;
	return add_unit(a, set, &unit, err);
}

/* "m" comes by value, because the list of units may move. */
static bool
find_partials(struct arena *a, struct template_set *set, struct mustache m,
    enum template_missing missing, struct err *err)
{
	struct mustache_token *t;

	for (uint32_t i = 0; i < m.count; i++) {
		t = &m.tokens[i];
		if (t->kind != MUSTACHE_PARTIAL)
			continue;
		t->unit = find_plain(set, t->text.at, t->text.len);
		if (t->unit == NO_UNIT && missing == TEMPLATE_EMPTY)
			continue;
		if (t->unit == NO_UNIT)
			return err_set(err, ERR_INPUT,
			    "%s:%u: {{>%.*s}} has no file %.*s" SUFFIX, m.file,
			    t->line, MUSTACHE_TOLD(t->text),
			    MUSTACHE_TOLD(t->text));
		if (t->indent != NULL && t->indent->by.len > 0 &&
		    !indent_partial(a, set, m.file, t, err))
			return false;
	}
	return true;
}

bool
template_compile(struct arena *a, const struct template_texts *texts,
    enum template_missing missing, struct template_set **out, struct err *err)
{
	struct template_set *set = ARENA_NEW(a, struct template_set);

	set->room = UNITS_FIRST;
	set->units = ARENA_ARRAY(a, struct unit, set->room);
	for (size_t i = 0; i < texts->count; i++) {
		const struct template_text *text = &texts->list[i];
		struct unit unit = { .name = text->name, .plain = (uint32_t)i };

		unit.m.file = text->file;
		unit.m.text = (struct mustache_text){ text->text, text->len };
		if (!add_unit(a, set, &unit, err))
			return false;
	}
	set->plain_count = set->count;
	/* The list grows under way, by partials that stand indented. */
	for (uint32_t i = 0; i < set->count; i++)
		if (!mustache_parse(a, &set->units[i].m, err) ||
		    !find_partials(a, set, set->units[i].m, missing, err))
			return false;
	*out = set;
	return true;
}

bool
template_load(struct arena *a, const char *folder, struct template_set **set,
    struct err *err)
{
	struct template_texts texts;

	return template_read(a, folder, &texts, err) &&
	       template_compile(a, &texts, TEMPLATE_REFUSE, set, err);
}

/* ---- filling ----------------------------------------------------------- */

/* One page at work. */
struct filling {
	const struct template_set *set;
	struct buf *out;
	struct err *err;
	uint32_t depth; /* partials in one another */
	uint32_t steps; /* left */
};

static bool fill(struct filling *, const struct mustache *, uint32_t from,
    uint32_t to, const struct context *);

/* The section of token i, whose value is not false. */
static bool
fill_section(struct filling *f, const struct mustache *m, uint32_t i,
    const struct json *value, const struct context *c)
{
	struct context inner = { value, c };
	uint32_t end = m->tokens[i].end;

	if (value->kind == JSON_TRUE)
		return fill(f, m, i + 1, end, c);
	if (value->kind != JSON_ARRAY)
		return fill(f, m, i + 1, end, &inner);
	for (inner.value = value->first; inner.value != NULL;
	     inner.value = inner.value->next)
		if (!fill(f, m, i + 1, end, &inner))
			return false;
	return true;
}

static bool
fill_partial(struct filling *f, const struct mustache *m,
    const struct mustache_token *t, const struct context *c)
{
	const struct unit *unit;
	bool ok;

	if (t->unit == NO_UNIT)
		return true;
	unit = &f->set->units[t->unit];
	if (json_is(c->value, JSON_READY)) {
		if (t->unit >= f->set->plain_count)
			return err_set(f->err, ERR_INPUT,
			    "%s:%u: {{>%.*s}} is indented, but what it shows "
			    "was made without: start the line with it",
			    m->file, t->line, MUSTACHE_TOLD(t->text));
		buf_put(
		    f->out, c->value->ready->html, c->value->ready->html_len);
		return true;
	}
	if (f->depth == TEMPLATE_DEPTH_MAX)
		return err_set(f->err, ERR_LIMIT,
		    "%s:%u: {{>%.*s}} stands in %d partials: no more can",
		    m->file, t->line, MUSTACHE_TOLD(t->text),
		    TEMPLATE_DEPTH_MAX);
	f->depth++;
	ok = fill(f, &unit->m, 0, unit->m.count, c);
	f->depth--;
	return ok;
}

/* Fill one tag that has a name and is not a partial. */
static bool
fill_value(struct filling *f, const struct mustache *m, uint32_t i,
    const struct context *c)
{
	const struct mustache_token *t = &m->tokens[i];
	const struct json *value = context_find(c, t, f->out->arena);
	bool is_false;

	if (t->kind == MUSTACHE_ESCAPED || t->kind == MUSTACHE_RAW) {
		context_print(f->out, value, t->kind == MUSTACHE_ESCAPED);
		return true;
	}
	is_false = context_is_false(value);
	if (t->kind == MUSTACHE_INVERTED)
		return !is_false || fill(f, m, i + 1, t->end, c);
	return is_false || fill_section(f, m, i, value, c);
}

/* Fill the tokens from "from" to before "to". */
static bool
fill(struct filling *f, const struct mustache *m, uint32_t from, uint32_t to,
    const struct context *c)
{
	const struct mustache_token *t;
	uint32_t next;

	for (uint32_t i = from;; i = next) {
		if (f->steps-- == 0)
			return err_set(f->err, ERR_LIMIT,
			    "%s: filling it takes more than %d steps", m->file,
			    TEMPLATE_STEPS_MAX);
		if (i == to)
			return true;
		t = &m->tokens[i];
		next = i + 1;
		if (t->kind == MUSTACHE_TEXT) {
			buf_put(f->out, t->text.at, t->text.len);
		} else if (t->kind == MUSTACHE_PARTIAL) {
			if (!fill_partial(f, m, t, c))
				return false;
		} else {
			if (t->kind == MUSTACHE_SECTION ||
			    t->kind == MUSTACHE_INVERTED)
				next = t->end;
			if (!fill_value(f, m, i, c))
				return false;
		}
	}
}

bool
template_render(const struct template_set *set, const char *name,
    const struct json *view, struct buf *out, struct err *err)
{
	struct filling f = { set, out, err, 0, TEMPLATE_STEPS_MAX };
	struct context c = { view, NULL };
	uint32_t found = find_plain(set, name, strlen(name));
	const struct mustache *m;

	if (found == NO_UNIT)
		return err_set(
		    err, ERR_MISSING, "there is no template %s" SUFFIX, name);
	m = &set->units[found].m;
	if (!fill(&f, m, 0, m->count, &c))
		return false;
	if (!buf_ok(out))
		return err_set(err, ERR_LIMIT,
		    "%s: the page is longer than %zu bytes", m->file, out->max);
	return true;
}
