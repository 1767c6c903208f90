/* rule_source.c -- a rule file as text: one member changed. */
#include <ctype.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "json.h"
#include "rule_lex.h"
#include "rule_source.h"
#include "rule_source_put.h"
#include "rule_source_read.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))
#define INDENT      "  "
#define NOWHERE     ((size_t)-1)

/* Where the members of a rule stand in the shipped files. */
static const char *const order[] = { "group", "effect", "order", "label",
	"reason", "note", "match", "examples" };

/* ---- places in lines --------------------------------------------------- */

static size_t
skip_blanks(const struct rule_source *s, size_t at)
{
	while (at < s->lex.len && strchr(" \t", s->lex.text[at]) != NULL)
		at++;
	return at;
}

static bool
is_line_end(const struct rule_source *s, size_t at)
{
	return at == s->lex.len || s->lex.text[at] == '\n' ||
	       (s->lex.text[at] == '\r' && at + 1 < s->lex.len &&
		   s->lex.text[at + 1] == '\n');
}

static size_t
line_begin(const struct rule_source *s, size_t at)
{
	while (at > 0 && s->lex.text[at - 1] != '\n')
		at--;
	return at;
}

static bool
begins_its_line(const struct rule_source *s, size_t at)
{
	return skip_blanks(s, line_begin(s, at)) == at;
}

/* The end of the line, if nothing but a comment stands between; or NOWHERE. */
static size_t
rest_of_line(const struct rule_source *s, size_t at)
{
	struct rule_lex one = s->lex;
	struct rule_token t;
	struct err err = { ERR_NONE, "" };
	size_t end = at = skip_blanks(s, at);

	while (!is_line_end(s, end))
		end++;
	one.at = at;
	one.len = end;
	return rule_lex_next(&one, &t, &err) && t.kind == RULE_TOKEN_END
		   ? end
		   : NOWHERE;
}

/* What stands before a table's members where they have lines of their own. */
static const char *
indent_of(const struct rule_source *s, const struct rule_source_table *t)
{
	size_t at = t->open, begin;
	bool first = t->count > 0 && begins_its_line(s, t->list[0].at);

	if (first)
		at = t->list[0].at;
	begin = line_begin(s, at);
	return arena_printf(s->arena, "%.*s%s",
	    (int)(skip_blanks(s, begin) - begin), s->lex.text + begin,
	    first ? "" : INDENT);
}

/* ---- writing ----------------------------------------------------------- */

static void
put_part(struct buf *out, const struct rule_source *s, size_t from, size_t to)
{
	buf_put(out, s->lex.text + from, to - from);
}

/* Text of ours, with the file's own line ends. */
static void
put_ours(struct buf *out, const struct rule_source *s, const char *text)
{
	for (; *text != '\0'; text++)
		if (*text == '\n')
			buf_puts(out, s->feed);
		else
			buf_putc(out, *text);
}

/* Put a member or an item behind the first "after" ones. */
static void
insert(struct buf *out, const struct rule_source *s,
    const struct rule_source_table *t, size_t after, const char *item)
{
	const struct rule_source_member *m =
	    after > 0 ? &t->list[after - 1] : NULL;
	size_t cut = m != NULL ? m->value_end : t->open + 1,
	       behind = m != NULL ? m->end : cut, end = rest_of_line(s, behind);
	const char *comma = m != NULL && m->end == cut ? "," : "";

	put_part(out, s, 0, cut);
	buf_puts(out, comma);
	if (end != NOWHERE) {
		put_part(out, s, cut, end);
		buf_printf(out, "%s%s", s->feed, indent_of(s, t));
		put_ours(out, s, item);
		buf_putc(out, ',');
		behind = end;
	} else {
		put_part(out, s, cut, behind);
		buf_putc(out, ' ');
		put_ours(out, s, item);
		buf_puts(out, after < t->count ? "," : "");
		buf_puts(out, behind == t->close ? " " : "");
	}
	put_part(out, s, behind, s->lex.len);
}

static void
replace(struct buf *out, const struct rule_source *s,
    const struct rule_source_member *m, const char *value)
{
	put_part(out, s, 0, m->value);
	put_ours(out, s, value);
	put_part(out, s, m->value_end, s->lex.len);
}

static bool
is_white(const struct rule_source *s, size_t from, size_t to)
{
	while (from < to && isspace((unsigned char)s->lex.text[from]))
		from++;
	return from == to;
}

/* Take a member out with its separator, and with its line if it has one to
 * itself.  The last one takes the separator before it where it has none. */
static void
take_out(struct buf *out, const struct rule_source *s,
    const struct rule_source_table *t, const struct rule_source_member *m)
{
	size_t from = m->at, to = m->end, behind = skip_blanks(s, to);

	if (m > t->list && m->end == m->value_end &&
	    is_white(s, m[-1].end, m->at)) {
		from = m[-1].value_end;
	} else if (begins_its_line(s, from) && is_line_end(s, behind)) {
		from = line_begin(s, from);
		to = behind;
		to += to < s->lex.len && s->lex.text[to] == '\r';
		to += to < s->lex.len;
	} else {
		to = is_line_end(s, behind) ? to : behind;
	}
	put_part(out, s, 0, from);
	put_part(out, s, to, s->lex.len);
}

/* How many members stand before the place of a key. */
static size_t
place_of(const struct rule_source_table *t, const char *key)
{
	size_t rank = 0, place = 0;

	while (rank < COUNT(order) && strcmp(order[rank], key) != 0)
		rank++;
	for (size_t i = 0; i < t->count; i++)
		for (size_t k = 0; k < rank; k++)
			if (t->list[i].key != NULL &&
			    strcmp(t->list[i].key, order[k]) == 0)
				place = i + 1;
	return rank < COUNT(order) ? place : t->count;
}

/* ---- what is asked for ------------------------------------------------- */

static bool
finish(const struct buf *out, struct err *err)
{
	return buf_ok(out) ||
	       err_set(err, ERR_LIMIT,
		   "the file would have more than %zu bytes", out->max);
}

bool
rule_source_set(struct arena *a, const char *text, size_t len, const char *key,
    const char *value, struct buf *out, struct err *err)
{
	struct rule_source s;
	struct rule_source_table t;
	struct rule_source_member *m;

	if (!rule_source_read(&s, a, text, len, &t, err) ||
	    !rule_source_read_member(&t, key, &m, err))
		return false;
	if (value != NULL &&
	    (!rule_source_read_value(a, value, strlen(value)) ||
		!rule_lex_is_name(key, strlen(key))))
		return err_set(err, ERR_INPUT,
		    "what \"%s\" should be is not one value", key);
	if (value == NULL && m == NULL)
		put_part(out, &s, 0, len);
	else if (value == NULL)
		take_out(out, &s, &t, m);
	else if (m != NULL)
		replace(out, &s, m, value);
	else
		insert(out, &s, &t, place_of(&t, key),
		    arena_printf(a, "%s = %s", key, value));
	return finish(out, err);
}

/* The item without what may stand behind it. */
static const char *
bare(struct arena *a, const char *item)
{
	size_t len = strlen(item);

	while (len > 0 && strchr(" \t\r\n,;", item[len - 1]) != NULL)
		len--;
	return arena_strndup(a, item, len);
}

/* Examples where there were none: over several lines in a table that is. */
static const char *
first_example(
    struct rule_source *s, const struct rule_source_table *t, const char *item)
{
	const char *indent = indent_of(s, t);

	if (memchr(s->lex.text + t->open, '\n', t->close - t->open) == NULL)
		return arena_printf(s->arena, "examples = { %s }", item);
	return arena_printf(s->arena, "examples = {\n%s" INDENT "%s,\n%s}",
	    indent, item, indent);
}

bool
rule_source_add_example(struct arena *a, const char *text, size_t len,
    const char *item, struct buf *out, struct err *err)
{
	struct rule_source_table t, list;
	struct rule_source_member *m;
	struct rule_source s;

	item = bare(a, item);
	if (!rule_source_read(&s, a, text, len, &t, err) ||
	    !rule_source_read_member(&t, "examples", &m, err))
		return false;
	if (!rule_source_read_value(a, item, strlen(item)))
		return err_set(err, ERR_INPUT, "the example is not one value");
	if (m == NULL) {
		insert(out, &s, &t, place_of(&t, "examples"),
		    first_example(&s, &t, item));
		return finish(out, err);
	}
	if (!rule_source_read_table(&s, m, &list))
		return err_set(err, ERR_INPUT,
		    "examples is not a list that is written out in the file; "
		    "change the text");
	insert(out, &s, &list, list.count, item);
	return finish(out, err);
}

void
rule_source_new(struct buf *b, const char *group, const char *effect,
    const struct json *label, const struct json *match)
{
	struct json *head = json_object(b->arena);

	if (group != NULL)
		json_put_str(b->arena, head, "group", group);
	if (effect != NULL)
		json_put_str(b->arena, head, "effect", effect);
	json_put(b->arena, head, "label", label);
	json_put(b->arena, head, "match", match);
	buf_puts(b, "return {\n");
	JSON_EACH(member, head)
	rule_source_put_member(b, member->key, member, 2);
	buf_puts(b, "}\n");
}
