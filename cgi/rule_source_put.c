/* rule_source_put.c -- values as the text of Lua. */
#include <string.h>

#include "buf.h"
#include "json.h"
#include "rule_lex.h"
#include "rule_source_put.h"
#include "text.h"

#define COLUMNS 80
#define STEP    2 /* spaces a level */

/* ---- texts ------------------------------------------------------------- */

/* Those that rule_form_source() refuses, quotes and line ends. */
static bool
is_escaped(uint32_t c)
{
	return c == '"' || c == '\\' || c < 0x20 || (c >= 0x7f && c < 0xa0) ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static void
put_escaped(struct buf *b, uint32_t c)
{
	if (c == '"' || c == '\\')
		buf_printf(b, "\\%c", (char)c);
	else if (c == '\n' || c == '\t' || c == '\r')
		buf_puts(b, c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\r");
	else
		buf_printf(b, "\\u{%x}", (unsigned)c);
}

static void
put_literal(struct buf *b, const char *s, size_t len)
{
	size_t size;
	uint32_t c;

	buf_putc(b, '"');
	for (size_t at = 0; at < len; at += size) {
		c = text_code_point(s + at, &size);
		if (is_escaped(c))
			put_escaped(b, c);
		else
			buf_put(b, s + at, size);
	}
	buf_putc(b, '"');
}

void
rule_source_put_text(struct buf *b, const struct json *text)
{
	if (json_is(text, JSON_STRING))
		put_literal(b, text->string, text->len);
	else
		buf_puts(b, "\"\"");
}

static void
put_key(struct buf *b, const char *key, size_t len)
{
	if (rule_lex_is_name(key, len)) {
		buf_put(b, key, len);
	} else {
		buf_putc(b, '[');
		put_literal(b, key, len);
		buf_putc(b, ']');
	}
	buf_puts(b, " = ");
}

static void
put_scalar(struct buf *b, const struct json *j)
{
	if (json_is(j, JSON_STRING))
		rule_source_put_text(b, j);
	else if (json_is(j, JSON_INT) || json_is(j, JSON_REAL))
		json_write_number(b, j);
	else if (json_is(j, JSON_TRUE) || json_is(j, JSON_FALSE))
		buf_puts(b, json_true(j) ? "true" : "false");
	else
		buf_puts(b, "nil");
}

/* ---- layout ------------------------------------------------------------ */

/* Characters of the last line. */
static int
column(const struct buf *b)
{
	int n = 0;

	for (size_t i = b->len; i > 0 && b->data[i - 1] != '\n'; i--)
		n += ((unsigned char)b->data[i - 1] & 0xc0) != 0x80;
	return n;
}

/* With a comma behind it. */
static bool
fits(const struct buf *b)
{
	return column(b) < COLUMNS;
}

static void
take_back(struct buf *b, size_t len)
{
	b->len = len;
	b->data[len] = '\0';
}

static void
new_line(struct buf *b, int indent)
{
	buf_printf(b, "\n%*s", indent, "");
}

void
rule_source_put_inline(struct buf *b, const struct json *j)
{
	if (!json_is_parent(j)) {
		put_scalar(b, j);
		return;
	}
	buf_putc(b, '{');
	JSON_EACH(child, j)
	{
		buf_puts(b, child == j->first ? " " : ", ");
		if (child->key != NULL)
			put_key(b, child->key, child->key_len);
		rule_source_put_inline(b, child);
	}
	buf_puts(b, j->len > 0 ? " }" : "}");
}

static bool
is_flat(const struct json *list)
{
	JSON_EACH(item, list)
	if (json_is_parent(item) || item->key != NULL)
		return false;
	return true;
}

/* As many values to a line as it holds. */
static void
put_filled(struct buf *b, const struct json *list, int indent)
{
	size_t mark;

	new_line(b, indent);
	JSON_EACH(item, list)
	{
		mark = b->len;
		buf_puts(b, item != list->first ? " " : "");
		put_scalar(b, item);
		if (!fits(b) && item != list->first) {
			take_back(b, mark);
			new_line(b, indent);
			put_scalar(b, item);
		}
		buf_putc(b, ',');
	}
}

static void
put_lines(struct buf *b, const struct json *table, int indent)
{
	JSON_EACH(child, table)
	{
		new_line(b, indent);
		if (child->key != NULL)
			put_key(b, child->key, child->key_len);
		rule_source_put_value(b, child, indent);
		buf_putc(b, ',');
	}
}

void
rule_source_put_value(struct buf *b, const struct json *j, int indent)
{
	size_t mark = b->len;

	rule_source_put_inline(b, j);
	if (!json_is_parent(j) || j->len == 0 || fits(b))
		return;
	take_back(b, mark);
	buf_putc(b, '{');
	if (is_flat(j))
		put_filled(b, j, indent + STEP);
	else
		put_lines(b, j, indent + STEP);
	new_line(b, indent);
	buf_putc(b, '}');
}

void
rule_source_put_member(
    struct buf *b, const char *key, const struct json *value, int indent)
{
	buf_printf(b, "%*s", indent, "");
	put_key(b, key, strlen(key));
	rule_source_put_value(b, value, indent);
	buf_puts(b, ",\n");
}
