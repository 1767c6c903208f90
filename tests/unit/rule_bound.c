/* rule_bound.c -- what a rule has of Lua's library, name by name. */
#include <lauxlib.h>
#include <lua.h>
#include <stdlib.h>

#include "arena.h"
#include "buf.h"
#include "nearest.h"
#include "rule_bound.h"
#include "rule_state.h"
#include "unit.h"

#define NAMES_MAX 100

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in the table on top of the stack, sorted, with spaces between. */
static const char *
names(struct arena *a, lua_State *L)
{
	struct buf b = buf_new(a, 10000);
	const char *all[NAMES_MAX];
	size_t count = 0;

	for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
		assert_true(count < NAMES_MAX);
		assert_int_equal(lua_type(L, -2), LUA_TSTRING);
		all[count++] = lua_tostring(L, -2);
	}
	qsort(all, count, sizeof(*all), by_bytes);
	for (size_t i = 0; i < count; i++) {
		buf_puts(&b, i > 0 ? " " : "");
		buf_puts(&b, all[i]);
	}
	return b.data;
}

static const struct {
	const char *library, *members;
} allowed[] = {
	{ "math", "abs acos asin atan ceil cos deg exp floor fmod huge log max "
		  "maxinteger min mininteger modf pi rad sin sqrt tan "
		  "tointeger type ult" },
	{ "string", "byte char find format gmatch gsub len lower match rep "
		    "reverse sub upper" },
	{ "table", "concat insert pack remove sort unpack" },
	{ "utf8", "char charpattern codepoint codes len offset" },
};

static void
the_allowed_names_are_these(void **state)
{
	struct arena *a = arena_new();
	lua_State *L = rule_state_open(a)->lua;

	(void)state;
	rule_bound_push(L);
	assert_string_equal(names(a, L),
	    "assert error ipairs math pairs pcall select string table tonumber "
	    "tostring type utf8");
	for (size_t i = 0; i < sizeof(allowed) / sizeof(allowed[0]); i++) {
		lua_getfield(L, -1, allowed[i].library);
		assert_string_equal(names(a, L), ""); /* nothing to replace */
		assert_int_equal(
		    luaL_getmetafield(L, -1, "__index"), LUA_TTABLE);
		assert_string_equal(names(a, L), allowed[i].members);
		lua_pop(L, 2);
	}
	lua_close(L);
	arena_free(a);
}

/* ("x"):rep(9) goes by the metatable of texts: to the same functions. */
static void
methods_of_texts_are_the_allowed_ones(void **state)
{
	struct arena *a = arena_new();
	lua_State *L = rule_state_open(a)->lua;

	(void)state;
	rule_bound_push(L);
	lua_getfield(L, -1, "string");
	luaL_getmetafield(L, -1, "__index");
	lua_pushliteral(L, "x");
	luaL_getmetafield(L, -1, "__index");
	assert_true(lua_rawequal(L, -1, -3));
	lua_close(L);
	arena_free(a);
}

static void
mistyped_names_are_recognised(void **state)
{
	static const char *const known[] = { "title", "text", "timings",
		"department", "ages" };
	static const char *const cases[][2] = {
		{ "titel", "title" },
		{ "Title", "title" },
		{ "timing", "timings" },
		{ "departement", "department" },
		{ "txt", "text" },
		{ "age", "ages" },
		{ "x", NULL },
		{ "summary", NULL },
		{ "", NULL },
		{ "averyveryverylongnamethatisnotworthcomparing", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *got = nearest_name(cases[i][0], known, 5);

		if (cases[i][1] == NULL)
			assert_null(got);
		else
			assert_string_equal(got, cases[i][1]);
	}
}

UNIT(rule_bound, T(the_allowed_names_are_these),
    T(methods_of_texts_are_the_allowed_ones), T(mistyped_names_are_recognised))
