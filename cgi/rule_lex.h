/*
 * rule_lex.h -- the words of a Lua file, one by one, where they stand.
 *
 * By the Lua 5.4 reference manual, section 3.1, "Lexical Conventions".  It is
 * for finding places in files, not for judging them: numbers are taken as any
 * letters, digits and points, and escapes in strings are not looked at.
 */
#ifndef RULE_LEX_H
#define RULE_LEX_H

#include <stdbool.h>
#include <stddef.h>

struct err;

enum rule_token_kind {
	RULE_TOKEN_END,  /* of the file: no bytes */
	RULE_TOKEN_NAME, /* and every keyword */
	RULE_TOKEN_NUMBER,
	RULE_TOKEN_STRING,   /* "...", '...' */
	RULE_TOKEN_BRACKETS, /* [[...]], [=[...]=]: a string too */
	RULE_TOKEN_SYMBOL,   /* ==, ..., { */
};

struct rule_token {
	enum rule_token_kind kind;
	size_t at, len; /* bytes of the text */
};

struct rule_lex {
	const char *text;
	size_t len, at; /* at: behind the last token */
};

/* The next token; white space and comments stand before it.  False with a
 * sentence that names the line: a string or a long comment has no end. */
bool rule_lex_next(struct rule_lex *, struct rule_token *, struct err *);

bool rule_lex_is(
    const struct rule_lex *, const struct rule_token *, const char *word);

/* May it be written as a name: letters, digits and _, not first a digit, and
 * no keyword? */
bool rule_lex_is_name(const char *, size_t len);

/* How many tokens deep something stands: +1 for one that opens what another
 * closes (brackets, function, if, do, repeat), -1 for one that closes. */
int rule_lex_step(const struct rule_lex *, const struct rule_token *);

#endif
