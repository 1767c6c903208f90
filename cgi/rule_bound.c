/* rule_bound.c -- what a rule has of Lua's own library. */
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <string.h>

#include "buf.h"
#include "nearest.h"
#include "rule_bound.h"
#include "rule_own.h"
#include "rule_state.h"

#define BYTES_A_STEP 32 /* of work in C that count as one instruction */
#define ITEMS_A_STEP 8

/* ---- bounds: each looks at the arguments and tells the steps ----------- */

typedef size_t bound(lua_State *);

/* Work that grows with the texts it is given. */
static size_t
by_bytes(lua_State *L)
{
	size_t bytes = 0;

	for (int i = 1; i <= lua_gettop(L); i++)
		if (lua_type(L, i) == LUA_TSTRING)
			bytes += lua_rawlen(L, i);
	return bytes / BYTES_A_STEP;
}

/* Work that grows with the list it is given. */
static size_t
by_items(lua_State *L)
{
	return lua_rawlen(L, 1) / ITEMS_A_STEP;
}

static size_t
by_repetition(lua_State *L)
{
	size_t len, apart;
	lua_Integer n = luaL_checkinteger(L, 2);

	luaL_checklstring(L, 1, &len);
	luaL_optlstring(L, 3, "", &apart);
	if (n > RULE_REP_MAX || (n > 0 && len + apart > 0 &&
				    (size_t)n > RULE_REP_MAX / (len + apart)))
		luaL_error(
		    L, "string.rep makes at most %d bytes", RULE_REP_MAX);
	return n > 0 ? (size_t)n * (len + apart + 1) / BYTES_A_STEP : 0;
}

static size_t
by_pattern(lua_State *L)
{
	size_t len, pattern;

	luaL_checklstring(L, 1, &len);
	luaL_checklstring(L, 2, &pattern);
	if (pattern > RULE_PATTERN_MAX)
		luaL_error(
		    L, "a pattern has at most %d bytes", RULE_PATTERN_MAX);
	if (len > RULE_SUBJECT_MAX)
		luaL_error(L, "a pattern is matched against at most %d bytes",
		    RULE_SUBJECT_MAX);
	return len / BYTES_A_STEP;
}

/* No addresses: %p is refused, and what has one is shown as its type. */
static size_t
by_format(lua_State *L)
{
	const char *at = luaL_checkstring(L, 1);

	while ((at = strchr(at, '%')) != NULL) {
		at += 1 + strspn(at + 1, "-+ #0123456789.");
		if (*at == 'p')
			luaL_error(L, "string.format has no %%p for rules");
		at += *at != '\0';
	}
	for (int i = 2; i <= lua_gettop(L); i++) {
		if (lua_type(L, i) < LUA_TTABLE)
			continue;
		lua_pushstring(L, rule_own_word(L, i));
		lua_replace(L, i);
	}
	return by_bytes(L);
}

/* An iterator of Lua's (upvalue 1), which may take long at each step. */
static int
step(lua_State *L)
{
	lua_settop(L, 0);
	rule_state_note(rule_state_of(L));
	lua_pushvalue(L, lua_upvalueindex(1));
	lua_call(L, 0, LUA_MULTRET);
	return lua_gettop(L);
}

/* ---- the list ---------------------------------------------------------- */

struct entry {
	const char *name;
	bound *bound;       /* NULL: as it is */
	lua_CFunction ours; /* instead of Lua's */
	bool iterates;      /* what it returns works on */
};

#define PLAIN(name)                                                            \
	{                                                                      \
		name, NULL, NULL, false                                        \
	}

static const struct entry base[] = {
	PLAIN("assert"),
	PLAIN("error"),
	PLAIN("ipairs"),
	{ "pairs", NULL, rule_own_pairs, false },
	PLAIN("pcall"),
	PLAIN("select"),
	{ "tonumber", by_bytes, NULL, false },
	{ "tostring", NULL, rule_own_tostring, false },
	{ "type", NULL, rule_own_type, false },
	{ NULL, NULL, NULL, false },
};

static const struct entry string[] = {
	PLAIN("byte"),
	PLAIN("char"),
	{ "find", by_pattern, NULL, false },
	{ "format", by_format, NULL, false },
	{ "gmatch", by_pattern, NULL, true },
	{ "gsub", by_pattern, NULL, false },
	PLAIN("len"),
	{ "lower", by_bytes, NULL, false },
	{ "match", by_pattern, NULL, false },
	{ "rep", by_repetition, NULL, false },
	{ "reverse", by_bytes, NULL, false },
	{ "sub", by_bytes, NULL, false },
	{ "upper", by_bytes, NULL, false },
	{ NULL, NULL, NULL, false },
};

static const struct entry table[] = {
	{ "concat", by_items, NULL, false },
	{ "insert", by_items, NULL, false },
	PLAIN("pack"),
	{ "remove", by_items, NULL, false },
	{ "sort", NULL, rule_own_sort, false },
	{ "unpack", by_items, NULL, false },
	{ NULL, NULL, NULL, false },
};

static const struct entry math[] = {
	PLAIN("abs"),
	PLAIN("acos"),
	PLAIN("asin"),
	PLAIN("atan"),
	PLAIN("ceil"),
	PLAIN("cos"),
	PLAIN("deg"),
	PLAIN("exp"),
	PLAIN("floor"),
	PLAIN("fmod"),
	PLAIN("huge"),
	PLAIN("log"),
	PLAIN("max"),
	PLAIN("maxinteger"),
	PLAIN("min"),
	PLAIN("mininteger"),
	PLAIN("modf"),
	PLAIN("pi"),
	PLAIN("rad"),
	PLAIN("sin"),
	PLAIN("sqrt"),
	PLAIN("tan"),
	PLAIN("tointeger"),
	PLAIN("type"),
	PLAIN("ult"),
	{ NULL, NULL, NULL, false },
};

static const struct entry utf8[] = {
	PLAIN("char"),
	PLAIN("charpattern"),
	{ "codepoint", by_bytes, NULL, false },
	{ "codes", by_bytes, NULL, false },
	{ "len", by_bytes, NULL, false },
	{ "offset", by_bytes, NULL, false },
	{ NULL, NULL, NULL, false },
};

static const struct library {
	const char *name;
	lua_CFunction open;
	const struct entry *entries;
} libraries[] = {
	{ LUA_GNAME, luaopen_base, base },
	{ LUA_STRLIBNAME, luaopen_string, string },
	{ LUA_TABLIBNAME, luaopen_table, table },
	{ LUA_MATHLIBNAME, luaopen_math, math },
	{ LUA_UTF8LIBNAME, luaopen_utf8, utf8 },
};

#define LIBRARIES (sizeof(libraries) / sizeof(libraries[0]))

static const struct library *
library_named(const char *name)
{
	for (size_t i = 0; i < LIBRARIES; i++)
		if (strcmp(libraries[i].name, name) == 0)
			return &libraries[i];
	return NULL;
}

/* ---- handing it out ---------------------------------------------------- */

/* Upvalues: the entry, and the function that does it. */
static int
bounded(lua_State *L)
{
	const struct entry *e = lua_touserdata(L, lua_upvalueindex(1));
	lua_CFunction does = lua_tocfunction(L, lua_upvalueindex(2));
	struct rule_state *s = rule_state_of(L);
	int results;

	rule_state_note(s);
	rule_state_charge(s, e->bound(L));
	results = does(L);
	if (e->iterates)
		lua_pushcclosure(L, step, 1);
	return results;
}

/* From the library on top of the stack, push one allowed member. */
static void
push_entry(lua_State *L, const struct entry *e)
{
	if (e->ours != NULL)
		lua_pushcfunction(L, e->ours);
	else
		lua_getfield(L, -1, e->name);
	if (e->bound == NULL)
		return;
	lua_pushlightuserdata(L, (void *)e);
	lua_insert(L, -2);
	lua_pushcclosure(L, bounded, 2);
}

/* Upvalue 1: the library's name, or "" for the globals. */
static int
no_such_name(lua_State *L)
{
	const char *library = lua_tostring(L, lua_upvalueindex(1)),
		   *name = rule_own_word(L, 2), *nearest;
	const struct library *l = library_named(library);
	const char *names[RULE_BOUND_NAMES_MAX];
	size_t count = 0;

	if (lua_type(L, 2) == LUA_TSTRING)
		name = lua_tostring(L, 2);
	for (const struct entry *e = l->entries; e->name != NULL; e++)
		names[count++] = e->name;
	for (size_t i = 1; l == libraries && i < LIBRARIES; i++)
		names[count++] = libraries[i].name;
	if (l == libraries) {
		names[count++] = "event";
		names[count++] = "require";
	}
	nearest = nearest_name(name, names, count);
	return luaL_error(L, "%s \"%s%s%s\" is not available to rules%s%s%s",
	    l == libraries ? "global" : "function",
	    l == libraries ? "" : library, l == libraries ? "" : ".", name,
	    nearest != NULL ? "; did you mean \"" : "",
	    nearest != NULL ? nearest : "", nearest != NULL ? "\"?" : "");
}

static int
no_writing(lua_State *L)
{
	return luaL_error(L, "a library cannot be changed");
}

/* Push the allowed part of a library. */
static void
push_library(lua_State *L, const struct library *l)
{
	int allowed;

	lua_newtable(L);
	allowed = lua_gettop(L);
	luaL_requiref(L, l->name, l->open, 0);
	for (const struct entry *e = l->entries; e->name != NULL; e++) {
		push_entry(L, e);
		lua_setfield(L, allowed, e->name);
	}
	lua_pop(L, 1);
	lua_createtable(L, 0, 1);
	lua_pushstring(L, l->name);
	lua_pushcclosure(L, no_such_name, 1);
	lua_setfield(L, -2, "__index");
	lua_setmetatable(L, -2);
}

/* Instead of the table on top of the stack: an empty one that reads from it
 * and cannot be written to. */
static void
make_readonly(lua_State *L)
{
	lua_newtable(L);
	lua_createtable(L, 0, 2);
	lua_pushvalue(L, -3);
	lua_setfield(L, -2, "__index");
	lua_pushcfunction(L, no_writing);
	lua_setfield(L, -2, "__newindex");
	lua_setmetatable(L, -2);
	lua_remove(L, -2);
}

void
rule_bound_push(lua_State *L)
{
	push_library(L, &libraries[0]);
	for (size_t i = 1; i < LIBRARIES; i++) {
		push_library(L, &libraries[i]);
		if (libraries[i].entries == string) { /* ("x"):rep(3) */
			lua_pushliteral(L, "");
			lua_getmetatable(L, -1);
			lua_pushvalue(L, -3);
			lua_setfield(L, -2, "__index");
			lua_pop(L, 2);
		}
		make_readonly(L);
		lua_setfield(L, -2, libraries[i].name);
	}
}
