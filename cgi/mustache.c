/*
 * mustache.c -- one Mustache template, from text to a flat list of tokens.
 *
 * Two passes.  The first cuts the text into literals (each ends with its
 * line), names and tags, and empties the literals of lines that are to leave
 * no trace.  The second joins neighbouring literals, drops what is empty or
 * done with, and gives each section the index of its end.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "err.h"
#include "mustache.h"
#include "text.h"

#define TOKENS_FIRST 64 /* room at first */

struct parser {
	struct arena *arena;
	struct mustache *m;
	struct err *err;
	const char *at, *end;
	uint32_t line; /* of "at" */
	uint32_t size; /* room in m->tokens */

	/* The line at work.  A line feed inside a tag does not end it. */
	const char *line_text;
	uint32_t line_first; /* its first token */
	bool has_tag;
	bool has_ink; /* something on it prints more than white space */

	uint32_t open[MUSTACHE_NESTING_MAX]; /* sections, outermost first */
	uint32_t open_count;
};

static bool refuse(struct parser *, uint32_t line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static bool
refuse(struct parser *p, uint32_t line, const char *fmt, ...)
{
	char text[ERR_TEXT_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return err_set(p->err, ERR_INPUT, "%s:%u: %s", p->m->file, line, text);
}

static char
sigil_of(const struct mustache_token *section)
{
	return section->kind == MUSTACHE_SECTION ? '#' : '^';
}

/* ---- characters -------------------------------------------------------- */

/* The bytes of the white space at s, as \s of ECMAScript has it, or 0. */
static size_t
space_at(const char *s, const char *end)
{
	size_t size;
	uint32_t c;

	if (s == end)
		return 0;
	if ((unsigned char)*s < 0x80)
		return *s == ' ' || (*s >= '\t' && *s <= '\r');
	c = text_code_point(s, &size);
	if (c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) ||
	    c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
	    c == 0x3000 || c == 0xfeff)
		return size;
	return 0;
}

static const char *
skip_space(const char *s, const char *end)
{
	size_t size;

	while ((size = space_at(s, end)) > 0)
		s += size;
	return s;
}

/* The text without the white space at its end. */
static struct mustache_text
trimmed(const char *s, const char *end)
{
	struct mustache_text t = { s, 0 };
	size_t size;

	while (s < end) {
		if ((size = space_at(s, end)) > 0) {
			s += size;
		} else {
			s += text_sequence(s, (size_t)(end - s));
			t.len = (size_t)(s - t.at);
		}
	}
	return t;
}

static bool
same(struct mustache_text a, struct mustache_text b)
{
	return a.len == b.len && memcmp(a.at, b.at, a.len) == 0;
}

static bool
check_bytes(struct parser *p)
{
	uint32_t line = 1;
	size_t size;

	for (const char *s = p->at; s < p->end; s += size) {
		size = text_sequence(s, (size_t)(p->end - s));
		if (size == 0)
			return refuse(p, line, "this is not UTF-8: save it so");
		line += *s == '\n';
	}
	return true;
}

/* ---- the first pass ---------------------------------------------------- */

static struct mustache_token *
add(struct parser *p, enum mustache_kind kind, struct mustache_text text)
{
	struct mustache *m = p->m;
	struct mustache_token *t;

	if (m->count == p->size) {
		m->tokens = arena_grow(p->arena, m->tokens,
		    p->size * sizeof(*t), (size_t)p->size * 2 * sizeof(*t));
		p->size *= 2;
	}
	t = &m->tokens[m->count++];
	*t = (struct mustache_token){
		.kind = kind, .line = p->line, .text = text
	};
	return t;
}

/* A line that only holds tags which print nothing leaves no trace. */
static void
finish_line(struct parser *p)
{
	if (p->has_tag && !p->has_ink)
		for (uint32_t i = p->line_first; i < p->m->count; i++)
			if (p->m->tokens[i].kind == MUSTACHE_TEXT)
				p->m->tokens[i].text.len = 0;
	p->has_tag = p->has_ink = false;
	p->line_first = p->m->count;
	p->line_text = p->at;
}

/* Literal text up to "to", a token for each line or part of one. */
static void
add_literal(struct parser *p, const char *to)
{
	const char *feed, *stop;

	while (p->at < to) {
		feed = memchr(p->at, '\n', (size_t)(to - p->at));
		stop = feed != NULL ? feed + 1 : to;
		add(p, MUSTACHE_TEXT,
		    (struct mustache_text){ p->at, (size_t)(stop - p->at) });
		if (skip_space(p->at, stop) != stop)
			p->has_ink = true;
		p->at = stop;
		if (feed != NULL) {
			p->line++;
			finish_line(p);
		}
	}
}

/* What stands before the tag at p->at on its line, as blanks: one for each
 * UTF-16 unit, tabs kept, other white space left out. */
static struct mustache_indent *
indent_here(struct parser *p)
{
	struct mustache_indent *indent =
	    ARENA_NEW(p->arena, struct mustache_indent);
	char *out = arena_alloc(p->arena, (size_t)(p->at - p->line_text) + 1);
	size_t size;

	indent->by.at = out;
	indent->after_text = p->has_ink;
	for (const char *s = p->line_text; s < p->at; s += size) {
		size = text_sequence(s, (size_t)(p->at - s));
		if (*s == ' ' || *s == '\t') {
			*out++ = *s;
		} else if (space_at(s, p->at) == 0) {
			*out++ = ' ';
			if (size == 4) /* a surrogate pair */
				*out++ = ' ';
		}
	}
	indent->by.len = (size_t)(out - indent->by.at);
	return indent;
}

/* True for what `in` finds in every JavaScript object. */
static bool
is_inherited(struct mustache_text part)
{
	static const char *const names[] = { "__defineGetter__",
		"__defineSetter__", "__lookupGetter__", "__lookupSetter__",
		"__proto__", "constructor", "hasOwnProperty", "isPrototypeOf",
		"propertyIsEnumerable", "toLocaleString", "toString",
		"valueOf" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == part.len &&
		    memcmp(names[i], part.at, part.len) == 0)
			return true;
	return false;
}

/* Split a name at its dots; one that begins with a dot is of one piece. */
static bool
split_name(struct parser *p, struct mustache_token *t)
{
	const char *s = t->text.at, *end = s + t->text.len, *dot;
	bool dotted = *s != '.';
	struct mustache_text *parts;

	if (t->text.len == 1 && !dotted)
		return true;
	t->part_count = 1;
	for (const char *c = s; dotted && c < end; c++)
		t->part_count += *c == '.';
	parts = ARENA_ARRAY(p->arena, struct mustache_text, t->part_count);
	t->parts = parts;
	for (uint32_t i = 0; i < t->part_count; i++, s = dot + 1) {
		dot = dotted ? memchr(s, '.', (size_t)(end - s)) : NULL;
		if (dot == NULL)
			dot = end;
		parts[i] = (struct mustache_text){ s, (size_t)(dot - s) };
		if (is_inherited(parts[i]))
			return refuse(p, t->line,
			    "JavaScript gives every object a member %.*s: "
			    "choose another name than {{%.*s}}",
			    MUSTACHE_TOLD(parts[i]), MUSTACHE_TOLD(t->text));
	}
	return true;
}

static bool
open_section(struct parser *p, const struct mustache_token *t)
{
	if (p->open_count == MUSTACHE_NESTING_MAX)
		return refuse(p, t->line,
		    "section {{%c%.*s}} stands in %d others: no more can",
		    sigil_of(t), MUSTACHE_TOLD(t->text), MUSTACHE_NESTING_MAX);
	p->open[p->open_count++] = (uint32_t)(t - p->m->tokens);
	return true;
}

static bool
close_section(struct parser *p, const struct mustache_token *t)
{
	const struct mustache_token *o;

	if (p->open_count == 0)
		return refuse(p, t->line, "{{/%.*s}} closes no section",
		    MUSTACHE_TOLD(t->text));
	o = &p->m->tokens[p->open[--p->open_count]];
	if (!same(o->text, t->text))
		return refuse(p, t->line,
		    "section {{%c%.*s}} is closed by {{/%.*s}}", sigil_of(o),
		    MUSTACHE_TOLD(o->text), MUSTACHE_TOLD(t->text));
	return true;
}

static bool
finish_tag(struct parser *p, struct mustache_token *t)
{
	switch (t->kind) {
	case MUSTACHE_ESCAPED:
	case MUSTACHE_RAW:
		p->has_ink = true;
		return split_name(p, t);
	case MUSTACHE_SECTION:
	case MUSTACHE_INVERTED:
		return split_name(p, t) && open_section(p, t);
	case MUSTACHE_CLOSE:
		return close_section(p, t);
	case MUSTACHE_PARTIAL:
		if (!p->has_tag)
			t->indent = indent_here(p);
		return true;
	default:
		return true;
	}
}

/* The tag whose opening braces are at p->at. */
static bool
parse_tag(struct parser *p)
{
	static const char sigils[] = "{&#^>/!";
	static const enum mustache_kind kinds[] = { MUSTACHE_RAW, MUSTACHE_RAW,
		MUSTACHE_SECTION, MUSTACHE_INVERTED, MUSTACHE_PARTIAL,
		MUSTACHE_CLOSE, MUSTACHE_COMMENT };
	const char *s = skip_space(p->at + 2, p->end), *close = "}}", *stop;
	const char *sigil =
	    s < p->end && *s != '\0' ? strchr(sigils, *s) : NULL;
	struct mustache_token *t;

	if (s < p->end && *s == '=')
		return refuse(p, p->line,
		    "{{= would change the delimiters: only {{ and }} are used");
	if (sigil != NULL)
		s = skip_space(s + 1, p->end);
	if (sigil != NULL && *sigil == '{')
		close = "}}}";
	stop = memmem(s, (size_t)(p->end - s), close, strlen(close));
	if (stop == NULL)
		return refuse(p, p->line, "a tag that begins with %s has no %s",
		    close[2] != '\0' ? "{{{" : "{{", close);
	t = add(p, sigil != NULL ? kinds[sigil - sigils] : MUSTACHE_ESCAPED,
	    trimmed(s, stop));
	if (t->text.len == 0 && t->kind != MUSTACHE_COMMENT)
		return refuse(p, p->line, "a tag has no name");
	if (!finish_tag(p, t))
		return false;
	p->has_tag = true;
	for (stop += strlen(close); p->at < stop; p->at++)
		p->line += *p->at == '\n';
	return true;
}

static bool
cut(struct parser *p)
{
	const struct mustache_token *o;
	const char *brace;

	while (p->at < p->end) {
		brace = memmem(p->at, (size_t)(p->end - p->at), "{{", 2);
		add_literal(p, brace != NULL ? brace : p->end);
		if (brace != NULL && !parse_tag(p))
			return false;
	}
	finish_line(p);
	if (p->open_count == 0)
		return true;
	o = &p->m->tokens[p->open[p->open_count - 1]];
	return refuse(p, o->line, "section {{%c%.*s}} is not closed",
	    sigil_of(o), MUSTACHE_TOLD(o->text));
}

/* ---- the second pass --------------------------------------------------- */

static void
join(struct parser *p)
{
	struct mustache *m = p->m;
	char *pool = arena_alloc(p->arena, m->text.len + 1), *out = pool;
	struct mustache_token *literal = NULL; /* that can be added to */
	uint32_t kept = 0;

	for (uint32_t i = 0; i < m->count; i++) {
		struct mustache_token t = m->tokens[i];

		if (t.kind == MUSTACHE_COMMENT ||
		    (t.kind == MUSTACHE_TEXT && t.text.len == 0))
			continue;
		if (t.kind == MUSTACHE_TEXT) {
			memcpy(out, t.text.at, t.text.len);
			t.text.at = out;
			out += t.text.len;
			if (literal != NULL) {
				literal->text.len += t.text.len;
				continue;
			}
		}
		literal = NULL;
		if (t.kind == MUSTACHE_CLOSE) {
			m->tokens[p->open[--p->open_count]].end = kept;
			continue;
		}
		if (t.kind == MUSTACHE_SECTION || t.kind == MUSTACHE_INVERTED)
			p->open[p->open_count++] = kept;
		m->tokens[kept] = t;
		if (t.kind == MUSTACHE_TEXT)
			literal = &m->tokens[kept];
		kept++;
	}
	m->count = kept;
}

bool
mustache_parse(struct arena *a, struct mustache *m, struct err *err)
{
	struct parser p = { .arena = a,
		.m = m,
		.err = err,
		.at = m->text.at,
		.end = m->text.at + m->text.len,
		.line = 1,
		.size = TOKENS_FIRST,
		.line_text = m->text.at };

	m->count = 0;
	m->tokens = ARENA_ARRAY(a, struct mustache_token, p.size);
	if (!check_bytes(&p) || !cut(&p))
		return false;
	join(&p);
	return true;
}

struct mustache_text
mustache_indented(struct arena *a, struct mustache_text text,
    const struct mustache_indent *indent)
{
	const char *s = text.at, *end = s + text.len, *feed, *stop;
	size_t lines = 1;
	char *to;
	struct mustache_text out;

	for (const char *c = s; c < end; c++)
		lines += *c == '\n';
	to = arena_alloc(a, text.len + lines * indent->by.len + 1);
	out.at = to;
	for (; s < end; s = stop) {
		feed = memchr(s, '\n', (size_t)(end - s));
		stop = feed != NULL ? feed + 1 : end;
		if (s != feed && (s != text.at || !indent->after_text))
			to = mempcpy(to, indent->by.at, indent->by.len);
		to = mempcpy(to, s, (size_t)(stop - s));
	}
	out.len = (size_t)(to - out.at);
	return out.len == text.len ? text : out;
}
