/* rule_match.c -- "match" as a table: read once, then asked in C. */
#include <lua.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "json.h"
#include "rule_match.h"
#include "rule_state.h"
#include "rule_table.h"
#include "rule_test.h"
#include "rule_trace.h"

#define ROOT "match"

struct test {
	const struct rule_key *key;
	const char *path; /* "match.any[1].town", for people */
	const char *code; /* of extra */
	struct rule_value *values;
	struct test *next;
};

struct rule_match {
	struct test *tests;
};

struct reader {
	struct rule_state *s;
	int depth, values;
};

static struct rule_value *
append_value(struct reader *r, struct test *t)
{
	struct rule_value **end = &t->values;

	while (*end != NULL)
		end = &(*end)->next;
	if (++r->values > RULE_MATCH_VALUES_MAX)
		rule_state_refuse(r->s, 0, "match has more than %d values",
		    RULE_MATCH_VALUES_MAX);
	return *end = ARENA_NEW(r->s->arena, struct rule_value);
}

/* Put a test behind the others; those of codes stand in order of bytes, for
 * tables have none. */
static struct test *
add_test(struct reader *r, struct rule_match *m, const struct rule_key *key,
    const char *path, const char *code)
{
	struct test **at = &m->tests, *t = ARENA_NEW(r->s->arena, struct test);

	while (*at != NULL && !(code != NULL && (*at)->key == key &&
				  strcmp((*at)->code, code) > 0))
		at = &(*at)->next;
	*t = (struct test){ key, path, code, NULL, *at };
	return *at = t;
}

static void
read_one(struct reader *r, struct test *t)
{
	const struct rule_reader one = { r->s, t->key };
	struct err err = { 0 };

	if (!t->key->read(&one, append_value(r, t), &err))
		rule_state_refuse(r->s, 0, "%s: %s", t->path, err.text);
}

/* The value on top of the stack, or the list of them. */
static void
read_values(struct reader *r, struct test *t)
{
	lua_State *L = r->s->lua;
	lua_Integer n;

	if (!lua_istable(L, -1)) {
		read_one(r, t);
		return;
	}
	n = (lua_Integer)lua_rawlen(L, -1);
	if (n == 0)
		rule_state_refuse(r->s, 0, "%s: the list is empty", t->path);
	for (lua_Integer i = 1; i <= n; i++) {
		lua_rawgeti(L, -1, i);
		read_one(r, t);
		lua_pop(L, 1);
	}
}

static void
read_codes(struct reader *r, struct rule_match *m, const struct rule_key *key,
    const char *path)
{
	lua_State *L = r->s->lua;
	const char *code;

	if (!lua_istable(L, -1))
		rule_state_refuse(r->s, 0,
		    "%s: a table is needed, from the field's code to its "
		    "values",
		    path);
	for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
		if (lua_type(L, -2) != LUA_TSTRING)
			rule_state_refuse(r->s, 0,
			    "%s: a value without the field's code", path);
		lua_pushvalue(L, -2);
		code = rule_table_text(r->s, -1)->string;
		lua_pop(L, 1);
		read_values(
		    r, add_test(r, m, key,
			   arena_printf(r->s->arena, "%s[\"%s\"]", path, code),
			   code));
	}
}

static void read_names(
    struct reader *, struct rule_match *, int alternatives, const char *path);

/* The table of any or none on top of the stack: each name in it, and each
 * table listed in it, is one alternative. */
static void
read_nested(struct reader *r, struct test *t)
{
	lua_State *L = r->s->lua;
	const char *path = t->path;
	struct rule_match *all = ARENA_NEW(r->s->arena, struct rule_match);
	struct rule_value *v;

	if (!lua_istable(L, -1))
		rule_state_refuse(r->s, 0, "%s: a table is needed", path);
	read_names(r, all, true, path);
	for (struct test *one = all->tests, *next; one != NULL; one = next) {
		next = one->next;
		one->next = NULL;
		v = append_value(r, t);
		v->match = ARENA_NEW(r->s->arena, struct rule_match);
		v->match->tests = one;
	}
	for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, -1); i++) {
		lua_rawgeti(L, -1, i);
		v = append_value(r, t);
		v->match = ARENA_NEW(r->s->arena, struct rule_match);
		read_names(r, v->match, false,
		    arena_printf(r->s->arena, "%s[%lld]", path, (long long)i));
		lua_pop(L, 1);
	}
	if (t->values == NULL)
		rule_state_refuse(r->s, 0, "%s is empty", path);
}

/* Read the names of the table on top of the stack as tests. */
static void
read_names(
    struct reader *r, struct rule_match *m, int alternatives, const char *path)
{
	lua_State *L = r->s->lua;
	const char *names[RULE_TESTS];
	struct err err = { 0 };

	for (size_t i = 0; i < RULE_TESTS; i++)
		names[i] = rule_tests[i].name;
	if (++r->depth > RULE_MATCH_DEPTH_MAX || !lua_checkstack(L, 10))
		rule_state_refuse(r->s, 0, "%s: nested deeper than %d", path,
		    RULE_MATCH_DEPTH_MAX);
	if (!lua_istable(L, -1))
		rule_state_refuse(r->s, 0, "%s: a table is needed", path);
	if (!rule_table_check(
		L, lua_gettop(L), path, names, RULE_TESTS, alternatives, &err))
		rule_state_refuse(r->s, 0, "%s", err.text);
	for (size_t i = 0; i < RULE_TESTS; i++) {
		const char *below =
		    arena_printf(r->s->arena, "%s.%s", path, names[i]);

		if (rule_table_get(L, -1, names[i]) == LUA_TNIL)
			; /* not asked */
		else if (rule_keys[i].shape == RULE_VALUES)
			read_values(
			    r, add_test(r, m, &rule_keys[i], below, NULL));
		else if (rule_keys[i].shape == RULE_BY_CODE)
			read_codes(r, m, &rule_keys[i], below);
		else
			read_nested(
			    r, add_test(r, m, &rule_keys[i], below, NULL));
		lua_pop(L, 1);
	}
	if (m->tests == NULL && !alternatives)
		rule_state_refuse(r->s, 0, "%s is empty", path);
	r->depth--;
}

struct rule_match *
rule_match_read(struct rule_state *s, int table)
{
	struct reader r = { .s = s };
	struct rule_match *m = ARENA_NEW(s->arena, struct rule_match);

	lua_pushvalue(s->lua, table);
	read_names(&r, m, false, ROOT);
	lua_pop(s->lua, 1);
	return m;
}

/* ---- asking ------------------------------------------------------------ */

static bool holds_all(const struct rule_asked *, const struct rule_match *);

/* One of the tables of any or none.  What it found counts only if all of it
 * holds; and what is found in what must not hold is no reason. */
static bool
holds_nested(const struct rule_asked *q, const struct test *t,
    const struct rule_value *v)
{
	struct rule_found found = { NULL, RULE_ANYWHERE };
	struct rule_asked inner = *q;

	inner.found = &found;
	if (!holds_all(&inner, v->match))
		return false;
	if (t->key->shape == RULE_ANY && q->found->phrase == NULL)
		*q->found = found;
	return true;
}

/* Where somebody asks for it, tell of a test what it answered: by which value,
 * NULL if by none. */
static void
tell(const struct rule_asked *q, const struct test *t,
    const struct rule_value *by, const struct rule_found *found)
{
	struct rule_trail asked = { NULL, t->key->word->field, t->code };
	char shown[RULE_NAME_MAX + 1];
	struct json *item;
	struct buf what;
	size_t len, looked;

	if (q->s->trace == NULL)
		return;
	what = buf_new(q->s->arena, (size_t)4 * RULE_READ_BYTES);
	buf_printf(&what, "%s = ", t->path + strlen(ROOT "."));
	for (const struct rule_value *v = t->values; v != NULL; v = v->next) {
		buf_puts(&what, v != t->values ? ", " : "");
		rule_value_put(&what, v);
	}
	asked.what = what.data;
	if ((item = rule_trace_read(q->s, &asked)) == NULL)
		return;
	json_put_bool(q->s->arena, item, "value", by != NULL);
	if (found->phrase != NULL) {
		len = rule_ask_shown(
		    &q->s->folded, q->event, found, shown, &looked);
		rule_trace_text(q->s, item, "found", shown, len);
	} else if (by != NULL && t->code != NULL && !by->is_truth) {
		rule_trace_text(
		    q->s, item, "found", by->phrase.text, by->phrase.len);
	}
}

/* Does one of its values hold? */
static bool
holds_one(const struct rule_asked *q, const struct test *t)
{
	struct rule_found found = { NULL, RULE_ANYWHERE };
	const struct rule_value *v = t->values;
	struct rule_asked one = *q;

	one.code = t->code;
	one.found = &found;
	while (v != NULL && !(t->key->holds != NULL ? t->key->holds(&one, v)
						    : holds_nested(&one, t, v)))
		v = v->next;
	if (q->found->phrase == NULL)
		*q->found = found;
	if (t->key->holds != NULL)
		tell(q, t, v, &found);
	return v != NULL;
}

static bool
holds_all(const struct rule_asked *q, const struct rule_match *m)
{
	for (const struct test *t = m->tests; t != NULL; t = t->next)
		if (holds_one(q, t) == (t->key->shape == RULE_NONE))
			return false;
	return true;
}

bool
rule_match_holds(struct rule_state *s, const struct rule_match *m,
    const struct json *event, struct rule_found *found)
{
	const struct rule_asked q = { s, event, NULL, found };

	found->phrase = NULL;
	return holds_all(&q, m);
}

/* ---- as JSON ----------------------------------------------------------- */

struct writer {
	struct arena *arena;
	bool shows; /* every text so far */
};

static const char *
shown(struct writer *w, const char *text, size_t len)
{
	struct err err = { 0 };

	w->shows = w->shows && rule_form_name(text, len, "it", &err);
	return text;
}

static void
put_value(struct writer *w, struct json *into, const char *key,
    const struct rule_value *v)
{
	struct buf text;

	if (v->is_truth) {
		json_put_bool(w->arena, into, key, v->truth);
	} else if (rule_value_is_number(v)) {
		json_put_int(w->arena, into, key, v->from);
	} else {
		text = buf_new(w->arena, RULE_MESSAGE_MAX);
		rule_value_put(&text, v);
		json_put_str(
		    w->arena, into, key, shown(w, text.data, text.len));
	}
}

static void
put_values(
    struct writer *w, struct json *into, const char *key, const struct test *t)
{
	if (t->values->next != NULL) {
		into = json_put_array(w->arena, into, key);
		key = NULL;
	}
	for (const struct rule_value *v = t->values; v != NULL; v = v->next)
		put_value(w, into, key, v);
}

static void
put_match(struct writer *w, struct json *into, const struct rule_match *m)
{
	struct json *extra = NULL, *list;

	for (const struct test *t = m->tests; t != NULL; t = t->next) {
		const char *name = t->key->word->name;

		if (t->key->shape == RULE_VALUES) {
			put_values(w, into, name, t);
		} else if (t->key->shape == RULE_BY_CODE) {
			if (extra == NULL)
				extra = json_put_object(w->arena, into, name);
			put_values(
			    w, extra, shown(w, t->code, strlen(t->code)), t);
		} else {
			list = json_put_array(w->arena, into, name);
			for (const struct rule_value *v = t->values; v != NULL;
			     v = v->next)
				put_match(w,
				    json_put_object(w->arena, list, NULL),
				    v->match);
		}
	}
}

struct json *
rule_match_json(struct arena *a, const struct rule_match *m)
{
	struct writer w = { a, true };
	struct json *json = json_object(a);

	put_match(&w, json, m);
	return w.shows ? json : NULL;
}
