/* rule_event.c -- events as a function of a rule sees them. */
#include <lauxlib.h>
#include <lua.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "rule_ask.h"
#include "rule_event.h"
#include "rule_shape.h"
#include "rule_state.h"
#include "rule_trace.h"

#define MICRO 1e6

/* What a userdata holds. */
struct view {
	const struct json *node;        /* NULL: nothing is there */
	const char *name;               /* of the field it was read from */
	const struct rule_shape *shape; /* of it, or of its items */
	const struct rule_trail *trail; /* NULL: nobody asks what is read */
};

static void
push_view(lua_State *L, struct view what, const char *metatable)
{
	struct view *v = lua_newuserdatauv(L, sizeof(*v), 0);

	*v = what;
	luaL_setmetatable(L, metatable);
}

void
rule_event_push(lua_State *L, const struct json *event)
{
	const struct view v = { event, "event", &rule_shape_event,
		rule_trace_event(rule_state_of(L)) };

	push_view(L, v, rule_shape_event.name);
}

bool
rule_event_at(lua_State *L, int index, const struct json **event)
{
	const struct view *v = luaL_testudata(L, index, rule_shape_event.name);

	if (v != NULL)
		*event = v->node;
	return v != NULL;
}

static void
push_text(lua_State *L, const struct json *node)
{
	if (json_is(node, JSON_STRING))
		lua_pushlstring(L, node->string, node->len);
	else
		lua_pushliteral(L, "");
}

/* Tell that the value on top of the stack was read; NULL: to nobody. */
static void
tell(lua_State *L, const struct rule_trail *trail)
{
	struct rule_state *s = rule_state_of(L);
	struct json *item = rule_trace_read(s, trail);
	const char *text;
	size_t len;

	if (item == NULL)
		return;
	if (lua_type(L, -1) == LUA_TSTRING) {
		text = lua_tolstring(L, -1, &len);
		rule_trace_text(s, item, "value", text, len);
	} else if (lua_isinteger(L, -1)) {
		json_put_int(s->arena, item, "value", lua_tointeger(L, -1));
	} else if (lua_type(L, -1) == LUA_TNUMBER) {
		json_put_int(s->arena, item, "value", 0);
		item->last->kind = JSON_REAL;
		item->last->real = lua_tonumber(L, -1);
	} else if (lua_isnil(L, -1)) {
		json_put_null(s->arena, item, "value");
	} else { /* a part is told as being there */
		json_put_bool(s->arena, item, "value",
		    !lua_isboolean(L, -1) || lua_toboolean(L, -1));
	}
}

/* Of the field's node and, for what is worked out, its parent. */
static void
push_value(lua_State *L, const struct json *node, const struct rule_field *f,
    const struct view *parent)
{
	struct view part = { node, f->name, f->shape,
		rule_trace_member(rule_state_of(L), parent->trail, f->name) };
	int64_t min, max;
	bool stated;

	switch (f->kind) {
	case RULE_TEXT:
		push_text(L, node);
		break;
	case RULE_INTEGER:
		lua_pushinteger(L, json_is(node, JSON_INT) ? node->integer : 0);
		break;
	case RULE_DEGREES:
		lua_pushnumber(L, json_is(node, JSON_INT)
				      ? (double)node->integer / MICRO
				      : 0);
		break;
	case RULE_TRUTH:
		lua_pushboolean(L, json_true(node));
		break;
	case RULE_AGE_FROM:
	case RULE_AGE_TO:
	case RULE_AGE_STATED:
		stated = rule_ask_age_range(parent->node, &min, &max);
		if (f->kind == RULE_AGE_STATED)
			lua_pushboolean(L, stated);
		else
			lua_pushinteger(L, f->kind == RULE_AGE_TO ? max : min);
		break;
	case RULE_PART:
		push_view(L, part, f->shape->name);
		return;
	case RULE_LIST:
		push_view(L, part, "list");
		return;
	case RULE_MAP:
		push_view(L, part, "map");
		return;
	}
	tell(L, part.trail);
}

/* ---- the metatables' functions ----------------------------------------- */

/* The key at 2 as text, whatever it is. */
static const char *
key_text(lua_State *L)
{
	return lua_type(L, 2) == LUA_TSTRING || lua_type(L, 2) == LUA_TNUMBER
		   ? luaL_tolstring(L, 2, NULL)
		   : luaL_typename(L, 2);
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Of the table that is upvalue 1: what may stand behind a dot, then what may
 * stand behind a colon. */
static size_t
part_names(lua_State *L, const struct rule_shape *shape, const char **names)
{
	size_t fields = rule_shape_names(shape, names), count = fields;

	lua_pushnil(L);
	while (lua_next(L, lua_upvalueindex(1)) != 0) {
		if (lua_isfunction(L, -1) && count < RULE_FIELDS_MAX)
			names[count++] = lua_tostring(L, -2);
		lua_pop(L, 1);
	}
	if (count > fields)
		qsort(names + fields, count - fields, sizeof(*names), by_bytes);
	return count;
}

/* Upvalue 1: from field name to method, or to the field itself. */
static int
part_index(lua_State *L)
{
	const struct view *v = lua_touserdata(L, 1);
	const char *names[RULE_FIELDS_MAX], *key;
	const struct rule_field *f;
	size_t count;

	lua_pushvalue(L, 2);
	switch (lua_rawget(L, lua_upvalueindex(1))) {
	case LUA_TFUNCTION:
		return 1;
	case LUA_TLIGHTUSERDATA:
		f = lua_touserdata(L, -1);
		push_value(L, json_get(v->node, f->name), f, v);
		return 1;
	default:
		key = key_text(L);
		count = part_names(L, v->shape, names);
		return luaL_error(L, "%s has no field \"%s\"%s", v->shape->name,
		    key, rule_state_advise(L, key, names, count));
	}
}

static int
list_index(lua_State *L)
{
	const struct view *v = lua_touserdata(L, 1);
	const struct json *item = NULL;
	const struct rule_trail *trail;
	lua_Integer i;

	if (!lua_isinteger(L, 2))
		return luaL_error(L,
		    "%s is a list: it has numbered items and no \"%s\"",
		    v->name, key_text(L));
	i = lua_tointeger(L, 2);
	trail = rule_trace_item(rule_state_of(L), v->trail, i);
	if (json_is_parent(v->node))
		item = v->node->first;
	for (; item != NULL && i > 1; i--)
		item = item->next;
	if (item == NULL || i < 1)
		lua_pushnil(L);
	else if (v->shape == NULL)
		push_text(L, item);
	else
		push_view(L, (struct view){ item, v->name, v->shape, trail },
		    v->shape->name);
	tell(L, trail);
	return 1;
}

static int
list_length(lua_State *L)
{
	const struct view *v = lua_touserdata(L, 1);

	lua_pushinteger(L, json_is_parent(v->node) ? v->node->len : 0);
	tell(L, rule_trace_length(rule_state_of(L), v->trail));
	return 1;
}

/* A code that the event does not have is nil: codes differ from agenda to
 * agenda, so they cannot be known. */
static int
map_index(lua_State *L)
{
	const struct view *v = lua_touserdata(L, 1);
	const struct rule_trail *trail = NULL;
	const struct json *node = NULL;
	size_t len;
	const char *key;

	if (lua_type(L, 2) == LUA_TSTRING) {
		key = lua_tolstring(L, 2, &len);
		node = json_getn(v->node, key, len);
		trail = rule_trace_code(rule_state_of(L), v->trail, key);
	}
	if (node == NULL)
		lua_pushnil(L);
	else
		push_view(L, (struct view){ node, v->name, v->shape, trail },
		    v->shape->name);
	tell(L, trail);
	return 1;
}

static int
no_writing(lua_State *L)
{
	const struct view *v = lua_touserdata(L, 1);

	return luaL_error(
	    L, "%s cannot be changed: events are read-only", v->name);
}

/* For pairs: the keys of a view. */
static int
keys(lua_State *L)
{
	const struct view *v = lua_touserdata(L, 1);
	lua_Integer n = 0;

	lua_newtable(L);
	if (luaL_testudata(L, 1, "list") != NULL) {
		list_length(L);
		n = lua_tointeger(L, -1);
		for (lua_pop(L, 1); n > 0; n--) {
			lua_pushinteger(L, n);
			lua_rawseti(L, -2, n);
		}
	} else if (luaL_testudata(L, 1, "map") != NULL) {
		JSON_EACH(member, v->node)
		{
			lua_pushlstring(L, member->key, member->key_len);
			lua_rawseti(L, -2, ++n);
		}
	} else {
		for (size_t i = 0; i < v->shape->count; i++) {
			lua_pushstring(L, v->shape->fields[i].name);
			lua_rawseti(L, -2, (lua_Integer)i + 1);
		}
	}
	return 1;
}

/* ---- setting up -------------------------------------------------------- */

/* The metatable of a kind of view; its __index has the table on top of the
 * stack, which goes, as upvalue. */
static void
prepare(lua_State *L, const char *name, lua_CFunction index)
{
	const luaL_Reg rest[] = {
		{ "__newindex", no_writing },
		{ "keys", keys },
		{ NULL, NULL },
	};

	lua_pushcclosure(L, index, 1);
	luaL_newmetatable(L, name);
	lua_insert(L, -2);
	lua_setfield(L, -2, "__index");
	luaL_setfuncs(L, rest, 0);
}

void
rule_event_prepare(lua_State *L)
{
	int methods = lua_gettop(L);

	for (const struct rule_shape *const *s = rule_shapes; *s != NULL; s++) {
		if (*s == &rule_shape_event)
			lua_pushvalue(L, methods);
		else
			lua_newtable(L);
		for (size_t i = 0; i < (*s)->count; i++) {
			lua_pushlightuserdata(L, (void *)&(*s)->fields[i]);
			lua_setfield(L, -2, (*s)->fields[i].name);
		}
		prepare(L, (*s)->name, part_index);
		lua_pop(L, 1);
	}
	lua_pushnil(L);
	prepare(L, "list", list_index);
	lua_pushcfunction(L, list_length);
	lua_setfield(L, -2, "__len");
	lua_pushnil(L);
	prepare(L, "map", map_index);
	lua_settop(L, methods - 1);
}
