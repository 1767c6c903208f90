/* rule_example.c -- the examples in a rule file. */
#include <lua.h>
#include <math.h>
#include <string.h>

#include "arena.h"
#include "err.h"
#include "json.h"
#include "rule_ask.h"
#include "rule_example.h"
#include "rule_shape.h"
#include "rule_state.h"
#include "rule_table.h"
#include "rule_text.h"

#define DAY_MINUTES 1440

struct reader {
	struct rule_state *s;
	long long number; /* of the example, from 1 */
};

static void read_value(struct reader *, const struct rule_field *,
    struct json *into, const char *key, const char *path);

static _Noreturn void
wrong_type(struct reader *r, const char *path, const char *wanted)
{
	lua_State *L = r->s->lua;

	rule_state_refuse(r->s, 0, "example %lld: %s is a %s; it should be %s",
	    r->number, path, lua_typename(L, lua_type(L, -1)), wanted);
}

/* Members of the table on top of the stack. */
static void
read_part(struct reader *r, const struct rule_shape *shape, struct json *into,
    const char *path)
{
	lua_State *L = r->s->lua;
	const char *names[RULE_FIELDS_MAX];
	size_t count = rule_shape_names(shape, names);
	struct err err = { 0 };

	if (!lua_istable(L, -1))
		wrong_type(r, path, "a table");
	if (!rule_table_check(
		L, lua_gettop(L), path, names, count, false, &err))
		rule_state_refuse(
		    r->s, 0, "example %lld: %s", r->number, err.text);
	for (size_t i = 0; i < count; i++) {
		if (rule_table_get(L, -1, names[i]) != LUA_TNIL)
			read_value(r, &shape->fields[i], into, names[i],
			    arena_printf(r->s->arena, "%s.%s", path, names[i]));
		lua_pop(L, 1);
	}
}

static void
read_list(struct reader *r, const struct rule_field *f, struct json *list,
    const char *path)
{
	lua_State *L = r->s->lua;
	const struct rule_field item = { f->name,
		f->shape != NULL ? RULE_PART : RULE_TEXT, f->shape };

	if (!lua_istable(L, -1))
		wrong_type(r, path, "a list");
	for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, -1); i++) {
		lua_rawgeti(L, -1, i);
		read_value(r, &item, list, NULL,
		    arena_printf(r->s->arena, "%s[%lld]", path, (long long)i));
		lua_pop(L, 1);
	}
}

static void
read_map(struct reader *r, const struct rule_field *f, struct json *map,
    const char *path)
{
	lua_State *L = r->s->lua;
	const char *code;

	if (!lua_istable(L, -1))
		wrong_type(r, path, "a table from codes to fields");
	for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
		if (lua_type(L, -2) != LUA_TSTRING)
			rule_state_refuse(r->s, 0,
			    "example %lld: %s has a value without a code",
			    r->number, path);
		code = arena_strdup(r->s->arena, lua_tostring(L, -2));
		read_part(r, f->shape, json_put_object(r->s->arena, map, code),
		    arena_printf(r->s->arena, "%s[\"%s\"]", path, code));
	}
}

static void
read_degrees(
    struct reader *r, struct json *into, const char *key, const char *path)
{
	lua_Number d = lua_tonumber(r->s->lua, -1);

	if (lua_type(r->s->lua, -1) != LUA_TNUMBER || !(fabs(d) <= 180))
		wrong_type(r, path, "a number of degrees");
	json_put_int(r->s->arena, into, key, (int64_t)lround(d * 1e6));
}

static void
read_text(
    struct reader *r, struct json *into, const char *key, const char *path)
{
	lua_State *L = r->s->lua;

	if (lua_type(L, -1) != LUA_TSTRING && !lua_isinteger(L, -1))
		wrong_type(r, path, "a text");
	lua_pushvalue(L, -1);
	json_put(r->s->arena, into, key, rule_table_text(r->s, -1));
	lua_pop(L, 1);
}

static void
read_value(struct reader *r, const struct rule_field *f, struct json *into,
    const char *key, const char *path)
{
	lua_State *L = r->s->lua;
	struct arena *a = r->s->arena;

	switch (f->kind) {
	case RULE_TEXT:
		read_text(r, into, key, path);
		return;
	case RULE_INTEGER:
	case RULE_AGE_FROM:
	case RULE_AGE_TO:
		if (!lua_isinteger(L, -1))
			wrong_type(r, path, "a whole number");
		json_put_int(a, into, key, lua_tointeger(L, -1));
		return;
	case RULE_DEGREES:
		read_degrees(r, into, key, path);
		return;
	case RULE_TRUTH:
		if (!lua_isboolean(L, -1))
			wrong_type(r, path, "true or false");
		json_put_bool(a, into, key, lua_toboolean(L, -1));
		return;
	case RULE_AGE_STATED:
		rule_state_refuse(r->s, 0,
		    "example %lld: %s follows from min and max; leave it out",
		    r->number, path);
	case RULE_PART:
		read_part(r, f->shape, json_put_object(a, into, key), path);
		return;
	case RULE_LIST:
		read_list(r, f, json_put_array(a, into, key), path);
		return;
	case RULE_MAP:
		read_map(r, f, json_put_object(a, into, key), path);
		return;
	}
}

/* ---- what follows from what is written --------------------------------- */

/* A minute of a timing from its text, where only that is written. */
static void
fill_minute(struct arena *a, struct json *timing, const char *minute,
    const char *text, int64_t not_before)
{
	const char *hour = json_get_str(timing, text);
	int at = hour != NULL ? rule_ask_minute(hour) : -1;

	if (at >= 0 && json_get(timing, minute) == NULL)
		json_put_int(
		    a, timing, minute, at < not_before ? at + DAY_MINUTES : at);
}

static bool
has_text(const struct json *list, const char *text)
{
	JSON_EACH(item, list)
	if (strcmp(item->string, text) == 0)
		return true;
	return false;
}

static void
fill_times(struct arena *a, struct json *event)
{
	const struct json *timings = json_get(event, "timings");
	struct json *days = NULL;
	const char *day;

	if (timings == NULL)
		return;
	if (json_get(event, "days") == NULL)
		days = json_put_array(a, event, "days");
	for (struct json *t = timings->first; t != NULL; t = t->next) {
		fill_minute(a, t, "begins", "from", 0);
		fill_minute(a, t, "ends", "to", json_get_int(t, "begins", 0));
		day = json_get_str(t, "day");
		if (days != NULL && day != NULL && !has_text(days, day))
			json_put_str(a, days, NULL, day);
	}
}

/* ---- the list ---------------------------------------------------------- */

/* { { title = "..." }, true } on top of the stack. */
static void
read_example(struct reader *r, struct rule_example *e)
{
	lua_State *L = r->s->lua;
	struct json *event = json_object(r->s->arena);

	if (!lua_istable(L, -1) || lua_rawlen(L, -1) != 2)
		rule_state_refuse(r->s, 0,
		    "example %lld: write it as { { title = \"...\" }, true }",
		    r->number);
	lua_rawgeti(L, -1, 2);
	if (!lua_isboolean(L, -1))
		wrong_type(r, "what is expected", "true or false");
	e->expected = lua_toboolean(L, -1);
	lua_pop(L, 1);
	lua_rawgeti(L, -1, 1);
	read_part(r, &rule_shape_event, event, "event");
	lua_pop(L, 1);
	fill_times(r->s->arena, event);
	rule_text_fill(r->s->arena, event);
	e->event = event;
}

struct rule_example *
rule_example_read(struct rule_state *s, int list, size_t *count)
{
	struct reader r = { .s = s };
	struct rule_example *examples;

	if (!lua_istable(s->lua, list))
		rule_state_refuse(s, 0, "examples should be a list");
	*count = lua_rawlen(s->lua, list);
	if (*count > RULE_EXAMPLES_MAX)
		rule_state_refuse(
		    s, 0, "more than %d examples", RULE_EXAMPLES_MAX);
	examples = ARENA_ARRAY(s->arena, struct rule_example, *count);
	for (size_t i = 0; i < *count; i++) {
		r.number = (long long)i + 1;
		lua_rawgeti(s->lua, list, r.number);
		read_example(&r, &examples[i]);
		lua_pop(s->lua, 1);
	}
	return examples;
}
