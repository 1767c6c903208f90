/* rule_own.c -- the functions of which rules have a version of our own. */
#include <lauxlib.h>
#include <lua.h>

#include "rule_own.h"
#include "rule_sort.h"
#include "rule_state.h"

const char *
rule_own_word(lua_State *L, int i)
{
	if (lua_type(L, i) != LUA_TUSERDATA)
		return luaL_typename(L, i);
	return luaL_testudata(L, i, "event") != NULL ? "event" : "table";
}

int
rule_own_tostring(lua_State *L)
{
	luaL_checkany(L, 1);
	if (lua_type(L, 1) < LUA_TTABLE)
		luaL_tolstring(L, 1, NULL);
	else
		lua_pushstring(L, rule_own_word(L, 1));
	return 1;
}

int
rule_own_type(lua_State *L)
{
	luaL_checkany(L, 1);
	if (lua_type(L, 1) == LUA_TUSERDATA) /* an event, or a part of one */
		lua_pushliteral(L, "table");
	else
		lua_pushstring(L, luaL_typename(L, 1));
	return 1;
}

/* Numbers by value, then texts by bytes, then false and true. */
static bool
key_less(lua_State *L, int a, int b)
{
	static const int rank[] = {
		[LUA_TNUMBER] = 0, [LUA_TSTRING] = 1, [LUA_TBOOLEAN] = 2
	};
	int ta = lua_type(L, a), tb = lua_type(L, b);

	if (ta != tb)
		return rank[ta] < rank[tb];
	if (ta == LUA_TBOOLEAN)
		return lua_toboolean(L, a) < lua_toboolean(L, b);
	/* Of texts this is strcoll(), which in the C locale goes by bytes. */
	return lua_compare(L, a, b, LUA_OPLT);
}

/* Push the keys of the table at 1 as a list; how many. */
static lua_Integer
push_keys(lua_State *L)
{
	lua_Integer n = 0;
	int list, type;

	luaL_checktype(L, 1, LUA_TTABLE);
	lua_newtable(L);
	list = lua_gettop(L);
	for (lua_pushnil(L); lua_next(L, 1);) {
		lua_pop(L, 1);
		type = lua_type(L, -1);
		if (type != LUA_TNUMBER && type != LUA_TSTRING &&
		    type != LUA_TBOOLEAN)
			luaL_error(L,
			    "pairs goes through keys that are numbers, texts "
			    "or booleans; this table has a %s as a key",
			    luaL_typename(L, -1));
		lua_pushvalue(L, -1);
		lua_rawseti(L, list, ++n);
	}
	return n;
}

/* One step of pairs: upvalues are the table, the keys, how many, and where
 * we are.  Keys whose value went meanwhile are left out. */
static int
pairs_step(lua_State *L)
{
	lua_Integer n = lua_tointeger(L, lua_upvalueindex(3)),
		    i = lua_tointeger(L, lua_upvalueindex(4));

	while (i < n) {
		lua_settop(L, 0);
		lua_rawgeti(L, lua_upvalueindex(2), ++i);
		lua_pushvalue(L, -1);
		if (lua_istable(L, lua_upvalueindex(1)))
			lua_rawget(L, lua_upvalueindex(1));
		else
			lua_gettable(L, lua_upvalueindex(1));
		if (lua_isnil(L, -1))
			continue;
		lua_pushinteger(L, i);
		lua_replace(L, lua_upvalueindex(4));
		return 2;
	}
	lua_pushnil(L);
	return 1;
}

int
rule_own_pairs(lua_State *L)
{
	lua_Integer n;

	luaL_checkany(L, 1);
	lua_settop(L, 1);
	rule_state_note(rule_state_of(L));
	if (luaL_getmetafield(L, 1, "keys") != LUA_TNIL) { /* an event's */
		lua_pushvalue(L, 1);
		lua_call(L, 1, 1);
		n = luaL_len(L, 2);
	} else {
		n = push_keys(L);
	}
	rule_state_charge(rule_state_of(L), (size_t)n);
	rule_sort(L, 2, n, key_less);
	lua_pushinteger(L, n);
	lua_pushinteger(L, 0);
	lua_pushcclosure(L, pairs_step, 4);
	return 1;
}

static bool
by_function(lua_State *L, int a, int b)
{
	bool less;

	lua_pushvalue(L, 2);
	lua_pushvalue(L, a);
	lua_pushvalue(L, b);
	lua_call(L, 2, 1);
	less = lua_toboolean(L, -1);
	lua_pop(L, 1);
	return less;
}

static bool
by_value(lua_State *L, int a, int b)
{
	return lua_compare(L, a, b, LUA_OPLT);
}

int
rule_own_sort(lua_State *L)
{
	lua_Integer n = luaL_len(L, 1);
	size_t steps = 0;

	if (!lua_isnoneornil(L, 2))
		luaL_checktype(L, 2, LUA_TFUNCTION);
	lua_settop(L, 2);
	lua_newtable(L);
	for (lua_Integer i = 1; i <= n; i++) {
		lua_geti(L, 1, i);
		lua_rawseti(L, 3, i);
	}
	for (lua_Integer width = 1; width < n; width *= 2)
		steps += (size_t)n;
	rule_state_note(rule_state_of(L));
	rule_state_charge(rule_state_of(L), steps);
	rule_sort(L, 3, n, lua_isnil(L, 2) ? by_value : by_function);
	for (lua_Integer i = 1; i <= n; i++) {
		lua_rawgeti(L, 3, i);
		lua_seti(L, 1, i);
	}
	return 0;
}
