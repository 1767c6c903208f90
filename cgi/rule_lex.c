/* rule_lex.c -- the words of a Lua file. */
#include <ctype.h>
#include <string.h>

#include "err.h"
#include "rule_lex.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static bool
is_letter(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static bool
has(const struct rule_lex *x, size_t at, const char *word)
{
	size_t len = strlen(word);

	return x->len - at >= len && memcmp(x->text + at, word, len) == 0;
}

static bool
without_end(
    const struct rule_lex *x, size_t at, const char *what, struct err *err)
{
	int line = 1;

	for (size_t i = 0; i < at; i++)
		line += x->text[i] == '\n';
	return err_set(err, ERR_INPUT, "line %d: %s has no end", line, what);
}

/* ---- strings and comments ---------------------------------------------- */

/* The = between the brackets that open a long string at a place, or -1. */
static int
level_at(const struct rule_lex *x, size_t at)
{
	int level = 0;

	if (at == x->len || x->text[at++] != '[')
		return -1;
	for (; at < x->len && x->text[at] == '='; at++)
		level++;
	return at < x->len && x->text[at] == '[' ? level : -1;
}

/* Move behind a long string of that level, which begins where we are. */
static bool
skip_brackets(struct rule_lex *x, int level, const char *what, struct err *err)
{
	size_t begin = x->at, equals;

	for (x->at += (size_t)level + 2; x->at < x->len; x->at++) {
		if (x->text[x->at] != ']')
			continue;
		for (equals = 0; has(x, x->at + 1 + equals, "="); equals++)
			;
		if (equals == (size_t)level &&
		    has(x, x->at + 1 + equals, "]")) {
			x->at += equals + 2;
			return true;
		}
	}
	return without_end(x, begin, what, err);
}

/* A backslash takes the character behind it, a line end too; \z all white
 * space there is. */
static void
skip_escape(struct rule_lex *x)
{
	bool all = has(x, ++x->at, "z");

	x->at += has(x, x->at, "\r\n") ? 2 : x->at < x->len;
	while (all && x->at < x->len && isspace((unsigned char)x->text[x->at]))
		x->at++;
}

static bool
skip_quoted(struct rule_lex *x, struct err *err)
{
	size_t begin = x->at;
	char quote = x->text[x->at++];

	while (x->at < x->len && x->text[x->at] != '\n') {
		if (x->text[x->at] == '\\')
			skip_escape(x);
		else if (x->text[x->at++] == quote)
			return true;
	}
	return without_end(x, begin, "a string", err);
}

static bool
skip_space(struct rule_lex *x, struct err *err)
{
	int level;

	for (;;) {
		while (x->at < x->len && isspace((unsigned char)x->text[x->at]))
			x->at++;
		if (!has(x, x->at, "--"))
			return true;
		level = level_at(x, x->at + 2);
		if (level >= 0) {
			x->at += 2;
			if (!skip_brackets(x, level, "a comment", err))
				return false;
			continue;
		}
		while (x->at < x->len && x->text[x->at] != '\n')
			x->at++;
	}
}

/* ---- tokens ------------------------------------------------------------ */

static void
skip_number(struct rule_lex *x)
{
	bool hex = has(x, x->at, "0x") || has(x, x->at, "0X");

	while (x->at < x->len &&
	       (is_letter(x->text[x->at]) || x->text[x->at] == '.')) {
		char c = (char)tolower((unsigned char)x->text[x->at++]);

		if (c == (hex ? 'p' : 'e') &&
		    (has(x, x->at, "+") || has(x, x->at, "-")))
			x->at++;
	}
}

/* The longest first. */
static size_t
symbol_length(const struct rule_lex *x)
{
	static const char *const longer[] = { "...", "..",
		"==", "~=", "<=", ">=", "//", "::", "<<", ">>" };

	for (size_t i = 0; i < COUNT(longer); i++)
		if (has(x, x->at, longer[i]))
			return strlen(longer[i]);
	return 1;
}

static bool
starts_number(const struct rule_lex *x)
{
	size_t at = x->at + has(x, x->at, ".");

	return at < x->len && isdigit((unsigned char)x->text[at]);
}

bool
rule_lex_next(struct rule_lex *x, struct rule_token *t, struct err *err)
{
	bool ok = true;
	int level;

	*t = (struct rule_token){ RULE_TOKEN_END, x->len, 0 };
	if (!skip_space(x, err))
		return false;
	t->at = x->at;
	if (x->at == x->len)
		return true;
	level = level_at(x, x->at);
	if (level >= 0) {
		t->kind = RULE_TOKEN_BRACKETS;
		ok = skip_brackets(x, level, "a string", err);
	} else if (has(x, x->at, "\"") || has(x, x->at, "'")) {
		t->kind = RULE_TOKEN_STRING;
		ok = skip_quoted(x, err);
	} else if (starts_number(x)) {
		t->kind = RULE_TOKEN_NUMBER;
		skip_number(x);
	} else if (is_letter(x->text[x->at])) {
		t->kind = RULE_TOKEN_NAME;
		while (x->at < x->len && is_letter(x->text[x->at]))
			x->at++;
	} else {
		t->kind = RULE_TOKEN_SYMBOL;
		x->at += symbol_length(x);
	}
	t->len = x->at - t->at;
	return ok;
}

bool
rule_lex_is(
    const struct rule_lex *x, const struct rule_token *t, const char *word)
{
	return (t->kind == RULE_TOKEN_NAME || t->kind == RULE_TOKEN_SYMBOL) &&
	       t->len == strlen(word) &&
	       memcmp(x->text + t->at, word, t->len) == 0;
}

bool
rule_lex_is_name(const char *s, size_t len)
{
	static const char *const keywords[] = { "and", "break", "do", "else",
		"elseif", "end", "false", "for", "function", "goto", "if", "in",
		"local", "nil", "not", "or", "repeat", "return", "then", "true",
		"until", "while" };

	for (size_t i = 0; i < COUNT(keywords); i++)
		if (strlen(keywords[i]) == len &&
		    memcmp(keywords[i], s, len) == 0)
			return false;
	for (size_t i = 0; i < len; i++)
		if (!is_letter(s[i]))
			return false;
	return len > 0 && !isdigit((unsigned char)s[0]);
}

/* "while" and "for" have a "do", "then" and "else" stand within an "if". */
int
rule_lex_step(const struct rule_lex *x, const struct rule_token *t)
{
	static const char *const opens[] = { "(", "[", "{", "function", "if",
		"do", "repeat" };
	static const char *const closes[] = { ")", "]", "}", "end", "until" };

	for (size_t i = 0; i < COUNT(opens); i++)
		if (rule_lex_is(x, t, opens[i]))
			return 1;
	for (size_t i = 0; i < COUNT(closes); i++)
		if (rule_lex_is(x, t, closes[i]))
			return -1;
	return 0;
}
