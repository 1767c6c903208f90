/* rule_source_read.c -- where the members of a rule's table stand. */
#include <string.h>

#include "arena.h"
#include "err.h"
#include "rule_lex.h"
#include "rule_source_read.h"

#define NOWHERE ((size_t)-1)

static bool
take(struct rule_source *s, const char *word, struct rule_token *t,
    struct err *err)
{
	return rule_lex_next(&s->lex, t, err) && rule_lex_is(&s->lex, t, word);
}

/* What stands at a place, if it is the key of a member: false, and nothing is
 * read, if it is not. */
static bool
take_key(struct rule_source *s, struct rule_source_member *m)
{
	struct rule_lex before = s->lex;
	struct err err = { ERR_NONE, "" };
	struct rule_token t, key, sign;
	bool ok = rule_lex_next(&s->lex, &t, &err);

	key = t;
	if (ok && rule_lex_is(&s->lex, &t, "["))
		ok = rule_lex_next(&s->lex, &key, &err) &&
		     key.kind == RULE_TOKEN_STRING && take(s, "]", &t, &err);
	else
		ok = ok && t.kind == RULE_TOKEN_NAME;
	if (!ok || !take(s, "=", &sign, &err)) {
		s->lex = before;
		return false;
	}
	key.at += key.kind == RULE_TOKEN_STRING;
	key.len -= key.kind == RULE_TOKEN_STRING ? 2 : 0;
	m->key = arena_strndup(s->arena, s->lex.text + key.at, key.len);
	return true;
}

/* Read an expression and the token behind it, in *stop: a separator or a
 * closing brace, or the text's end. */
static bool
take_value(struct rule_source *s, struct rule_source_member *m,
    struct rule_token *stop, struct err *err)
{
	int depth = 0;

	m->value = NOWHERE;
	for (;;) {
		if (!rule_lex_next(&s->lex, stop, err))
			return false;
		if (stop->kind == RULE_TOKEN_END ||
		    (depth == 0 && (rule_lex_is(&s->lex, stop, ",") ||
				       rule_lex_is(&s->lex, stop, ";") ||
				       rule_lex_is(&s->lex, stop, "}"))))
			return m->value != NOWHERE && depth == 0;
		depth += rule_lex_step(&s->lex, stop);
		if (depth < 0)
			return false;
		if (m->value == NOWHERE)
			m->value = stop->at;
		m->value_end = stop->at + stop->len;
	}
}

static struct rule_source_member *
append(struct rule_source *s, struct rule_source_table *t)
{
	size_t size = sizeof(*t->list);

	if ((t->count & (t->count - 1)) == 0) /* 0 or a power of two: full */
		t->list = arena_grow(s->arena, t->list, t->count * size,
		    (t->count > 0 ? 2 * t->count : 1) * size);
	return &t->list[t->count++];
}

/* Read a table whose brace was just read. */
static bool
take_table(struct rule_source *s, struct rule_source_table *t, struct err *err)
{
	struct rule_token stop;
	struct rule_lex before;
	struct rule_source_member *m;

	*t = (struct rule_source_table){ .open = s->lex.at - 1 };
	for (;;) {
		before = s->lex;
		if (!rule_lex_next(&s->lex, &stop, err))
			return false;
		if (rule_lex_is(&s->lex, &stop, "}"))
			break;
		s->lex = before;
		m = append(s, t);
		m->at = stop.at;
		take_key(s, m);
		if (!take_value(s, m, &stop, err) ||
		    stop.kind == RULE_TOKEN_END)
			return false;
		m->end = m->value_end;
		if (rule_lex_is(&s->lex, &stop, "}"))
			break;
		m->end = stop.at + stop.len;
	}
	t->close = stop.at;
	return true;
}

/* Move behind the last "return" that is no function's. */
static bool
find_return(struct rule_source *s, struct err *err)
{
	struct rule_lex found = s->lex;
	struct rule_token t;
	int depth = 0;
	bool any = false;

	do {
		if (!rule_lex_next(&s->lex, &t, err))
			return false;
		depth += rule_lex_step(&s->lex, &t);
		if (depth == 0 && rule_lex_is(&s->lex, &t, "return")) {
			found = s->lex;
			any = true;
		}
	} while (t.kind != RULE_TOKEN_END);
	s->lex = found;
	return any;
}

static bool
is_at_end(struct rule_source *s, struct err *err)
{
	struct rule_token t;

	return rule_lex_next(&s->lex, &t, err) &&
	       (t.kind == RULE_TOKEN_END ||
		   (rule_lex_is(&s->lex, &t, ";") &&
		       rule_lex_next(&s->lex, &t, err) &&
		       t.kind == RULE_TOKEN_END));
}

bool
rule_source_read(struct rule_source *s, struct arena *a, const char *text,
    size_t len, struct rule_source_table *t, struct err *err)
{
	const char *feed = memchr(text, '\n', len);
	struct rule_token brace;

	*s = (struct rule_source){ a, { text, len, 0 },
		feed != NULL && feed > text && feed[-1] == '\r' ? "\r\n"
								: "\n" };
	if (find_return(s, err) && take(s, "{", &brace, err) &&
	    take_table(s, t, err) && is_at_end(s, err))
		return true;
	return err_set(err, ERR_INPUT,
	    "the file does not end in \"return { ... }\", so this cannot be "
	    "changed by itself; change the text");
}

bool
rule_source_read_member(const struct rule_source_table *t, const char *key,
    struct rule_source_member **m, struct err *err)
{
	*m = NULL;
	for (size_t i = 0; i < t->count; i++) {
		if (t->list[i].key == NULL || strcmp(t->list[i].key, key) != 0)
			continue;
		if (*m != NULL)
			return err_set(err, ERR_INPUT,
			    "\"%s\" stands twice in the table; delete one of "
			    "the two",
			    key);
		*m = &t->list[i];
	}
	return true;
}

bool
rule_source_read_table(struct rule_source *s,
    const struct rule_source_member *m, struct rule_source_table *t)
{
	struct err err = { ERR_NONE, "" };
	struct rule_token brace;

	s->lex.at = m->value;
	return take(s, "{", &brace, &err) && take_table(s, t, &err) &&
	       t->close + 1 == m->value_end;
}

bool
rule_source_read_value(struct arena *a, const char *text, size_t len)
{
	struct rule_source one = { a, { text, len, 0 }, "\n" };
	struct err err = { ERR_NONE, "" };
	struct rule_source_member m;
	struct rule_token stop;

	return take_value(&one, &m, &stop, &err) &&
	       stop.kind == RULE_TOKEN_END && m.value_end == len;
}
