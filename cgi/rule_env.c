/* rule_env.c -- the world in which a file runs: made anew each time. */
#include <lauxlib.h>
#include <lua.h>
#include <string.h>

#include "arena.h"
#include "err.h"
#include "json.h"
#include "rule_bound.h"
#include "rule_env.h"
#include "rule_event.h"
#include "rule_method.h"
#include "rule_state.h"

#define LIBS_MAX 200 /* that a message names */

/* Keys of the registry. */
static const char ENVIRONMENT[] = "environment"; /* the metatable of each */
static const char COMPILED[] = "compiled";       /* libs, by name */
static const char LOADED[] = "loaded";           /* their results, this run */

/* Give the function on top of the stack a fresh environment. */
static void
freshen(lua_State *L)
{
	lua_createtable(L, 0, 4);
	luaL_setmetatable(L, ENVIRONMENT);
	lua_setupvalue(L, -2, 1); /* _ENV, the one upvalue of a main chunk */
}

static void
no_such_lib(lua_State *L, const char *name)
{
	struct rule_state *s = rule_state_of(L);
	const char *names[LIBS_MAX];
	size_t count = 0;

	JSON_EACH(lib, s->libs)
	if (count < LIBS_MAX)
		names[count++] = lib->key;
	luaL_error(L, "there is no file \"%s.lua\" in lib/%s", name,
	    rule_state_advise(L, name, names, count));
}

/* Push the compiled lib. */
static void
push_compiled(lua_State *L, const char *name)
{
	struct rule_state *s = rule_state_of(L);
	const struct json *text = json_get(s->libs, name);
	struct err err = { 0 };
	const char *chunk;
	int line;

	if (text == NULL)
		no_such_lib(L, name);
	if (json_get_str(text, "problem") != NULL)
		luaL_error(L, "lib/%s.lua cannot be used: %s", name,
		    json_get_str(text, "problem"));
	luaL_getsubtable(L, LUA_REGISTRYINDEX, COMPILED);
	if (lua_getfield(L, -1, name) == LUA_TNIL) {
		lua_pop(L, 1);
		rule_state_note(s);
		rule_state_charge(s, text->len);
		chunk = arena_printf(s->arena, "lib/%s.lua", name);
		if (!rule_state_load(s, chunk, text, &line, &err))
			luaL_error(L, "%s", err.text);
		lua_pushvalue(L, -1);
		lua_setfield(L, -3, name);
	}
	lua_remove(L, -2);
}

/* For Lua: the result of a lib, which runs at most once in each world. */
static int
require(lua_State *L)
{
	size_t len;
	const char *name = luaL_checklstring(L, 1, &len);

	lua_settop(L, 1);
	if (strlen(name) != len)
		no_such_lib(L, name);
	luaL_getsubtable(L, LUA_REGISTRYINDEX, LOADED);
	switch (lua_getfield(L, 2, name)) {
	case LUA_TNIL:
		break;
	case LUA_TLIGHTUSERDATA:
		return luaL_error(L,
		    "lib/%s.lua requires itself, by way of "
		    "this line",
		    name);
	default:
		return 1;
	}
	push_compiled(L, name);
	freshen(L);
	lua_pushlightuserdata(L, NULL); /* a mark: at work */
	lua_setfield(L, 2, name);
	if (lua_pcall(L, 0, 1, 0) != LUA_OK) {
		lua_pushnil(L);
		lua_setfield(L, 2, name);
		return lua_error(L);
	}
	if (lua_isnil(L, -1))
		luaL_error(L,
		    "lib/%s.lua returns nothing; it should end in "
		    "returning a table or a function",
		    name);
	lua_pushvalue(L, -1);
	lua_setfield(L, 2, name);
	return 1;
}

void
rule_env_prepare(struct rule_state *s)
{
	lua_State *L = s->lua;

	luaL_newmetatable(L, ENVIRONMENT);
	rule_bound_push(L);
	lua_pushcfunction(L, require);
	lua_setfield(L, -2, "require");
	lua_setfield(L, -2, "__index");
	lua_pop(L, 1);
	rule_method_push(L);
	rule_event_prepare(L);
}

void
rule_env_run(lua_State *L)
{
	if (rule_state_of(L)->libs != NULL) {
		lua_newtable(L);
		lua_setfield(L, LUA_REGISTRYINDEX, LOADED);
	}
	freshen(L);
	lua_call(L, 0, 1);
}
