/* rule_match.c -- "match" as a table: read once, then asked in C. */
#include <lua.h>

#include "arena.h"
#include "err.h"
#include "json.h"
#include "rule_match.h"
#include "rule_state.h"
#include "rule_table.h"
#include "rule_test.h"

struct test {
	const struct rule_key *key;
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

static struct test *
append_test(struct reader *r, struct rule_match *m, const struct rule_key *key)
{
	struct test **end = &m->tests;

	while (*end != NULL)
		end = &(*end)->next;
	*end = ARENA_NEW(r->s->arena, struct test);
	(*end)->key = key;
	return *end;
}

static void
read_one(struct reader *r, struct test *t, const char *path)
{
	const struct rule_reader one = { r->s, t->key };
	struct err err = { 0 };

	if (!t->key->read(&one, append_value(r, t), &err))
		rule_state_refuse(r->s, 0, "%s: %s", path, err.text);
}

/* The value on top of the stack, or the list of them. */
static void
read_values(struct reader *r, struct test *t, const char *path)
{
	lua_State *L = r->s->lua;
	lua_Integer n;

	if (!lua_istable(L, -1)) {
		read_one(r, t, path);
		return;
	}
	n = (lua_Integer)lua_rawlen(L, -1);
	if (n == 0)
		rule_state_refuse(r->s, 0, "%s: the list is empty", path);
	for (lua_Integer i = 1; i <= n; i++) {
		lua_rawgeti(L, -1, i);
		read_one(r, t, path);
		lua_pop(L, 1);
	}
}

static void
read_codes(struct reader *r, struct rule_match *m, const struct rule_key *key,
    const char *path)
{
	lua_State *L = r->s->lua;
	struct test *t;

	if (!lua_istable(L, -1))
		rule_state_refuse(r->s, 0,
		    "%s: a table is needed, from the field's code to its "
		    "values",
		    path);
	for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
		if (lua_type(L, -2) != LUA_TSTRING)
			rule_state_refuse(r->s, 0,
			    "%s: a value without the field's code", path);
		t = append_test(r, m, key);
		lua_pushvalue(L, -2);
		t->code = rule_table_text(r->s, -1)->string;
		lua_pop(L, 1);
		read_values(r, t,
		    arena_printf(r->s->arena, "%s[\"%s\"]", path, t->code));
	}
}

static void read_names(
    struct reader *, struct rule_match *, int alternatives, const char *path);

/* The table of any or none on top of the stack: each name in it, and each
 * table listed in it, is one alternative. */
static void
read_nested(struct reader *r, struct test *t, const char *path)
{
	lua_State *L = r->s->lua;
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
	const char *names[RULE_KEYS];
	struct err err = { 0 };

	for (size_t i = 0; i < RULE_KEYS; i++)
		names[i] = rule_keys[i].name;
	if (++r->depth > RULE_MATCH_DEPTH_MAX || !lua_checkstack(L, 10))
		rule_state_refuse(r->s, 0, "%s: nested deeper than %d", path,
		    RULE_MATCH_DEPTH_MAX);
	if (!lua_istable(L, -1))
		rule_state_refuse(r->s, 0, "%s: a table is needed", path);
	if (!rule_table_check(
		L, lua_gettop(L), path, names, RULE_KEYS, alternatives, &err))
		rule_state_refuse(r->s, 0, "%s", err.text);
	for (size_t i = 0; i < RULE_KEYS; i++) {
		const char *below =
		    arena_printf(r->s->arena, "%s.%s", path, names[i]);

		if (rule_table_get(L, -1, names[i]) == LUA_TNIL)
			; /* not asked */
		else if (rule_keys[i].shape == RULE_VALUES)
			read_values(r, append_test(r, m, &rule_keys[i]), below);
		else if (rule_keys[i].shape == RULE_BY_CODE)
			read_codes(r, m, &rule_keys[i], below);
		else
			read_nested(r, append_test(r, m, &rule_keys[i]), below);
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
	read_names(&r, m, false, "match");
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

static bool
holds_all(const struct rule_asked *q, const struct rule_match *m)
{
	struct rule_asked one = *q;
	bool holds;

	for (const struct test *t = m->tests; t != NULL; t = t->next) {
		holds = false;
		one.code = t->code;
		for (const struct rule_value *v = t->values;
		     v != NULL && !holds; v = v->next)
			holds = t->key->holds != NULL
				    ? t->key->holds(&one, v)
				    : holds_nested(&one, t, v);
		if (holds == (t->key->shape == RULE_NONE))
			return false;
	}
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
