/* rule_table.c -- reading the tables that a file returns. */
#include <lauxlib.h>
#include <lua.h>
#include <math.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "json.h"
#include "rule_form.h"
#include "rule_sort.h"
#include "rule_state.h"
#include "rule_table.h"
#include "text.h"

#define CODE_MAX    12                 /* bytes of a language code */
#define EXACT_FLOAT 9007199254740992.0 /* 2^53 */

/* ---- names ------------------------------------------------------------- */

static bool
is_listed(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

bool
rule_table_check(lua_State *L, int table, const char *what,
    const char *const *names, size_t count, bool items, struct err *err)
{
	const char *odd = NULL, *key;

	for (lua_pushnil(L); lua_next(L, table);) {
		lua_pop(L, 1);
		if (lua_type(L, -1) != LUA_TSTRING) {
			if (items && lua_isinteger(L, -1))
				continue;
			lua_pop(L, 1);
			return err_set(err, ERR_INPUT,
			    "%s holds a value without a name", what);
		}
		key = lua_tostring(L, -1);
		if (!is_listed(key, names, count) &&
		    (odd == NULL || strcmp(key, odd) < 0))
			odd = key; /* stays: it is a key of the table */
	}
	if (odd == NULL)
		return true;
	err_set(err, ERR_INPUT, "%s has no \"%s\"%s", what, odd,
	    rule_state_advise(L, odd, names, count));
	lua_pop(L, 1);
	return false;
}

int
rule_table_get(lua_State *L, int table, const char *name)
{
	lua_pushstring(L, name);
	return lua_rawget(L, table < 0 ? table - 1 : table);
}

struct json *
rule_table_text(struct rule_state *s, int index)
{
	struct json *holder = json_array(s->arena);
	size_t len;
	const char *text = lua_tolstring(s->lua, index, &len);

	json_put_strn(
	    s->arena, holder, NULL, arena_strndup(s->arena, text, len), len);
	return holder->first;
}

/* ---- labels and reasons ------------------------------------------------ */

static bool
check_name(lua_State *L, const char *what, struct err *err)
{
	size_t len;
	const char *text;

	if (lua_type(L, -1) != LUA_TSTRING)
		return err_set(err, ERR_INPUT,
		    "%s is a %s; it should be a text, or a table of texts by "
		    "language",
		    what, luaL_typename(L, -1));
	text = lua_tolstring(L, -1, &len);
	return rule_form_name(text, len, what, err);
}

/* Is every key a language code, and every value fit?  A language that the
 * programme does not have is no mistake: it may have had it. */
static bool
check_by_language(lua_State *L, int table, const char *what, struct err *err)
{
	const char *code;
	char whole[CODE_MAX + 64];
	bool ok = true;

	for (lua_pushnil(L); ok && lua_next(L, table); lua_pop(L, 1)) {
		code =
		    lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "";
		if (strlen(code) < 2 || strlen(code) > CODE_MAX ||
		    strspn(code, "abcdefghijklmnopqrstuvwxyz-") != strlen(code))
			ok = err_set(err, ERR_INPUT,
			    "%s goes by language, so its keys are codes such "
			    "as fr or en",
			    what);
		snprintf(whole, sizeof(whole), "%s.%s", what, code);
		ok = ok && check_name(L, whole, err);
	}
	if (!ok)
		lua_settop(L, lua_gettop(L) - 1); /* the key lua_next left */
	return ok;
}

struct json *
rule_table_name(struct rule_state *s, int index, const char *what,
    const struct json *languages, struct err *err)
{
	lua_State *L = s->lua;
	struct json *name;
	int table;

	lua_pushvalue(L, index);
	table = lua_gettop(L);
	if (!lua_istable(L, table)) {
		name =
		    check_name(L, what, err) ? rule_table_text(s, table) : NULL;
		lua_settop(L, table - 1);
		return name;
	}
	if (!check_by_language(L, table, what, err)) {
		lua_settop(L, table - 1);
		return NULL;
	}
	name = json_object(s->arena);
	JSON_EACH(language, languages)
	if (rule_table_get(L, table, language->string) == LUA_TSTRING)
		json_put(
		    s->arena, name, language->string, rule_table_text(s, -1));
	lua_settop(L, table - 1);
	if (name->len == 0) {
		err_set(err, ERR_INPUT,
		    "%s has none of the programme's languages", what);
		return NULL;
	}
	return name;
}

/* ---- any table --------------------------------------------------------- */

struct walk {
	struct rule_state *s;
	size_t nodes;
};

static void walk(struct walk *, struct json *into, const char *key,
    const char *path, int depth);

static bool
text_less(lua_State *L, int a, int b)
{
	return lua_compare(L, a, b, LUA_OPLT);
}

/* The value on top of the stack is a table; "out" is its array or object. */
static void
walk_list(struct walk *w, struct json *out, const char *path, int depth)
{
	lua_State *L = w->s->lua;
	lua_Integer n = (lua_Integer)lua_rawlen(L, -1);

	for (lua_Integer i = 1; i <= n; i++) {
		lua_rawgeti(L, -1, i);
		walk(w, out, NULL,
		    arena_printf(w->s->arena, "%s[%lld]", path, (long long)i),
		    depth + 1);
		lua_pop(L, 1);
	}
}

static void
check_text(struct walk *w, const struct json *text, const char *path)
{
	if (text->len > RULE_TABLE_TEXT_MAX)
		rule_state_refuse(w->s, 0, "%s has %u bytes; at most %d", path,
		    text->len, RULE_TABLE_TEXT_MAX);
	if (!text_is_utf8(text->string, text->len))
		rule_state_refuse(w->s, 0, "%s is not UTF-8 text", path);
	for (size_t i = 0; i < text->len; i++)
		if ((unsigned char)text->string[i] < 0x20 &&
		    text->string[i] != '\n' && text->string[i] != '\t')
			rule_state_refuse(
			    w->s, 0, "%s has a control character in it", path);
}

static void
walk_names(struct walk *w, struct json *out, const char *path, int depth)
{
	lua_State *L = w->s->lua;
	int table = lua_gettop(L), names = table + 1;
	lua_Integer n = 0;
	const struct json *name;

	lua_newtable(L);
	for (lua_pushnil(L); lua_next(L, table);) {
		lua_pop(L, 1);
		if (lua_type(L, -1) != LUA_TSTRING)
			rule_state_refuse(w->s, 0,
			    "%s has both names and numbered values, or a key "
			    "that is neither; use one of the two",
			    path);
		lua_pushvalue(L, -1);
		lua_rawseti(L, names, ++n);
	}
	rule_sort(L, names, n, text_less);
	for (lua_Integer i = 1; i <= n; i++) {
		lua_rawgeti(L, names, i);
		name = rule_table_text(w->s, -1);
		check_text(w, name, "a name");
		lua_rawget(L, table);
		walk(w, out, name->string,
		    *path != '\0'
			? arena_printf(w->s->arena, "%s.%s", path, name->string)
			: name->string,
		    depth + 1);
		lua_pop(L, 1);
	}
	lua_pop(L, 1);
}

static void
walk_table(struct walk *w, struct json *into, const char *key, const char *path,
    int depth)
{
	lua_State *L = w->s->lua;
	struct json *out;
	lua_Integer named = 0;

	if (depth > RULE_TABLE_DEPTH_MAX)
		rule_state_refuse(w->s, 0,
		    "%s: tables go deeper than %d levels; does one hold "
		    "itself?",
		    path, RULE_TABLE_DEPTH_MAX);
	for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1))
		named++;
	if (named == (lua_Integer)lua_rawlen(L, -1)) {
		out = json_put_array(w->s->arena, into, key);
		walk_list(w, out, path, depth);
	} else {
		out = json_put_object(w->s->arena, into, key);
		walk_names(w, out, path, depth);
	}
}

static void
walk_number(
    struct walk *w, struct json *into, const char *key, const char *path)
{
	lua_Number x = lua_tonumber(w->s->lua, -1);

	if (lua_isinteger(w->s->lua, -1) ||
	    (trunc(x) == x && fabs(x) < EXACT_FLOAT)) {
		json_put_int(w->s->arena, into, key,
		    lua_isinteger(w->s->lua, -1) ? lua_tointeger(w->s->lua, -1)
						 : (lua_Integer)x);
		return;
	}
	if (!isfinite(x))
		rule_state_refuse(w->s, 0, "%s is not a number", path);
	json_put_int(w->s->arena, into, key, 0);
	into->last->kind = JSON_REAL;
	into->last->real = x;
}

static void
walk_text(struct walk *w, struct json *into, const char *key, const char *path)
{
	const struct json *text = rule_table_text(w->s, -1);

	check_text(w, text, path);
	json_put(w->s->arena, into, key, text);
}

/* Put the value on top of the stack. */
static void
walk(struct walk *w, struct json *into, const char *key, const char *path,
    int depth)
{
	lua_State *L = w->s->lua;

	if (++w->nodes > RULE_TABLE_NODES_MAX || !lua_checkstack(L, 8))
		rule_state_refuse(w->s, 0, "%s: more than %d values", path,
		    RULE_TABLE_NODES_MAX);
	switch (lua_type(L, -1)) {
	case LUA_TTABLE:
		walk_table(w, into, key, path, depth);
		return;
	case LUA_TNUMBER:
		walk_number(w, into, key, path);
		return;
	case LUA_TSTRING:
		walk_text(w, into, key, path);
		return;
	case LUA_TBOOLEAN:
		json_put_bool(w->s->arena, into, key, lua_toboolean(L, -1));
		return;
	default:
		rule_state_refuse(w->s, 0,
		    "%s is a %s; only texts, numbers, true, false and tables "
		    "of them can stand here",
		    path, luaL_typename(L, -1));
	}
}

struct json *
rule_table_json(struct rule_state *s, int index)
{
	struct walk w = { s, 0 };
	struct json *holder = json_array(s->arena);

	lua_pushvalue(s->lua, index);
	walk(&w, holder, NULL, "", 0);
	lua_pop(s->lua, 1);
	return holder->first;
}
