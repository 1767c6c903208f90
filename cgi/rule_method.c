/* rule_method.c -- the methods of an event. */
#include <lauxlib.h>
#include <lua.h>
#include <math.h>
#include <string.h>

#include "buf.h"
#include "err.h"
#include "geo.h"
#include "json.h"
#include "rule_ask.h"
#include "rule_event.h"
#include "rule_method.h"
#include "rule_own.h"
#include "rule_state.h"
#include "rule_trace.h"
#include "rule_words.h"

#define PHRASE_STEPS  10 /* that folding a phrase counts as ... */
#define BYTES_A_STEP  64 /* ... and looking through so many bytes as one ... */
#define FOLDED_A_STEP 4  /* ... and folding so many as one */
#define MICRO         1e6

static const struct json *
self(lua_State *L, const char *method)
{
	const struct json *event = NULL;

	if (!rule_event_at(L, 1, &event))
		luaL_error(L, "write event:%s(...), with a colon", method);
	return event;
}

/* ---- telling what was asked -------------------------------------------- */

static void
put_value(lua_State *L, struct buf *b, int i)
{
	int type = lua_type(L, i);
	size_t len;
	const char *text;

	if (type != LUA_TSTRING && type != LUA_TNUMBER) {
		buf_puts(b, rule_own_word(L, i));
		return;
	}
	text = luaL_tolstring(L, i, &len);
	buf_puts(b, type == LUA_TSTRING ? "\"" : "");
	buf_put(b, text, len);
	buf_puts(b, type == LUA_TSTRING ? "\"" : "");
	lua_pop(L, 1);
}

/* A list's values are told as if they were written one by one. */
static void
put_argument(lua_State *L, struct buf *b, int i)
{
	lua_Integer n;

	if (lua_type(L, i) != LUA_TTABLE) {
		put_value(L, b, i);
		return;
	}
	n = (lua_Integer)lua_rawlen(L, i);
	for (lua_Integer k = 1; k <= n && buf_ok(b); k++) {
		buf_puts(b, k > 1 ? ", " : "");
		lua_rawgeti(L, i, k);
		put_value(L, b, lua_gettop(L));
		lua_pop(L, 1);
	}
}

/* Where somebody asks for it, tell what a method was asked, by arguments 2 to
 * "last", and answered: "found" is the index of the text that made it true,
 * or 0. */
static void
tell(lua_State *L, const char *method, const char *field, int last, bool yes,
    int found)
{
	struct rule_state *s = rule_state_of(L);
	struct rule_trail asked = { NULL, field, NULL };
	struct json *item;
	struct buf what;
	const char *text;
	size_t len;

	if (s->trace == NULL)
		return;
	what = buf_new(s->arena, (size_t)4 * RULE_READ_BYTES);
	buf_printf(&what, "%s(", method);
	for (int i = 2; i <= last; i++) {
		buf_puts(&what, i > 2 ? ", " : "");
		put_argument(L, &what, i);
	}
	buf_puts(&what, ")");
	asked.what = what.data;
	if (strcmp(field, "extra") == 0)
		asked.code = lua_tostring(L, 2);
	if ((item = rule_trace_read(s, &asked)) == NULL)
		return;
	json_put_bool(s->arena, item, "value", yes);
	if (found != 0 && (text = lua_tolstring(L, found, &len)) != NULL)
		rule_trace_text(s, item, "found", text, len);
}

/* ---- texts and additional fields --------------------------------------- */

/* What a method asks of each of its values. */
struct question {
	const struct json *event;
	/* Is it so of the value on top of the stack, which may be replaced? */
	bool (*holds)(lua_State *, const struct question *);
	enum rule_where where;
	size_t length;    /* bytes to look through for a phrase */
	const char *code; /* of extra */
};

/* Arguments from this one on are values, and lists of them: is it so of one?
 * Then that is on top of the stack. */
static bool
holds_of_one(lua_State *L, int first, const struct question *q)
{
	int last = lua_gettop(L);
	bool is_list;
	lua_Integer n;

	rule_state_note(rule_state_of(L));
	for (int i = first; i <= last; i++) {
		is_list = lua_type(L, i) == LUA_TTABLE;
		n = is_list ? luaL_len(L, i) : 1;
		for (lua_Integer k = 1; k <= n; k++) {
			if (is_list)
				lua_geti(L, i, k);
			else
				lua_pushvalue(L, i);
			if (q->holds(L, q))
				return true;
			lua_pop(L, 1);
		}
	}
	return false;
}

/* The text on top of the stack as a phrase, as long as the next one. */
static struct rule_phrase
phrase_of(lua_State *L, const char *text, size_t len)
{
	struct rule_phrase phrase;
	struct err err = { 0 };

	if (!rule_ask_phrase(
		&rule_state_of(L)->scratch, text, len, &phrase, &err))
		luaL_error(L, "%s", err.text);
	return phrase;
}

/* The phrase is replaced by what it found. */
static bool
holds_phrase(lua_State *L, const struct question *q)
{
	struct rule_state *s = rule_state_of(L);
	char shown[RULE_NAME_MAX + 1];
	struct rule_phrase phrase;
	const struct rule_found what = { &phrase, q->where };
	const char *text;
	size_t len, looked;

	if (lua_type(L, -1) != LUA_TSTRING)
		luaL_error(
		    L, "a phrase is a text, not a %s", luaL_typename(L, -1));
	text = lua_tolstring(L, -1, &len);
	rule_state_charge(s, PHRASE_STEPS + q->length / BYTES_A_STEP);
	phrase = phrase_of(L, text, len);
	if (!rule_ask_finds(q->event, &what))
		return false;
	len = rule_ask_shown(&s->folded, q->event, &what, shown, &looked);
	rule_state_charge(s, looked / FOLDED_A_STEP);
	if (len > 0)
		lua_pushlstring(L, shown, len);
	else
		lua_pushnil(L);
	lua_replace(L, -2);
	return true;
}

/* true and what it found, or false. */
static int
ask_phrases(
    lua_State *L, const char *method, const char *field, enum rule_where where)
{
	int last = lua_gettop(L);
	struct question q = {
		.event = self(L, method), .holds = holds_phrase, .where = where
	};
	const struct json *folded = json_get(
	    q.event, where == RULE_IN_TITLE ? "folded_title" : "folded");

	q.length = folded != NULL ? folded->len : 0;
	if (last < 2)
		luaL_error(L, "a phrase to look for is missing");
	if (!holds_of_one(L, 2, &q)) {
		tell(L, method, field, last, false, 0);
		lua_pushboolean(L, false);
		return 1;
	}
	tell(L, method, field, last, true, lua_gettop(L));
	lua_pushboolean(L, true);
	lua_insert(L, -2);
	return 2;
}

static int
mentions(lua_State *L)
{
	return ask_phrases(L, "mentions", RULE_ALL_WORDS, RULE_ANYWHERE);
}

static int
titled(lua_State *L)
{
	return ask_phrases(L, "titled", "title", RULE_IN_TITLE);
}

static int
has_keyword(lua_State *L)
{
	return ask_phrases(L, "has_keyword", "keywords", RULE_AS_KEYWORD);
}

static bool
holds_extra(lua_State *L, const struct question *q)
{
	struct rule_state *s = rule_state_of(L);
	struct rule_phrase value;
	const char *text;
	size_t len;

	if (lua_type(L, -1) != LUA_TSTRING && !lua_isinteger(L, -1))
		luaL_error(L, "a value is a label or a whole number, not a %s",
		    luaL_typename(L, -1));
	text = lua_tolstring(L, -1, &len); /* of a copy */
	rule_state_charge(s, PHRASE_STEPS + q->length / FOLDED_A_STEP);
	value = phrase_of(L, text, len);
	return rule_ask_extra(&s->folded, q->event, q->code, &value);
}

static int
has_extra(lua_State *L)
{
	struct question q = { .event = self(L, "has_extra"),
		.holds = holds_extra };
	const struct json *labels;
	int last = lua_gettop(L);
	bool yes;

	if (lua_type(L, 2) != LUA_TSTRING)
		luaL_error(L, "has_extra takes the code of a field, then "
			      "values");
	q.code = lua_tostring(L, 2);
	labels =
	    json_get(json_get(json_get(q.event, "extra"), q.code), "labels");
	JSON_EACH(label, labels)
	q.length += label->len;
	if (last == 2)
		yes = rule_ask_extra(NULL, q.event, q.code, NULL);
	else
		yes = holds_of_one(L, 3, &q);
	tell(L, "has_extra", "extra", last, yes,
	    yes && last > 2 ? lua_gettop(L) : 0);
	lua_pushboolean(L, yes);
	return 1;
}

static int
on_day(lua_State *L)
{
	const struct json *event = self(L, "on_day");
	int last = lua_gettop(L);
	struct err err = { 0 };
	bool yes = false;
	const char *day;
	size_t len;

	if (last < 2)
		luaL_error(L, "the day is missing");
	for (int i = 2; i <= last; i++) {
		day = luaL_checklstring(L, i, &len);
		if (!rule_ask_day_ok(day, len, &err))
			luaL_error(L, "%s", err.text);
		yes |= rule_ask_on_day(event, day);
	}
	tell(L, "on_day", "days", last, yes, 0);
	lua_pushboolean(L, yes);
	return 1;
}

static int
starts_before(lua_State *L)
{
	const struct json *event = self(L, "starts_before");
	lua_Number hour;
	int minute = -1;
	bool yes;

	if (lua_type(L, 2) == LUA_TNUMBER) {
		hour = lua_tonumber(L, 2);
		if (hour >= 0 && hour <= 24)
			minute = (int)(hour * 60);
	} else {
		minute = rule_ask_minute(luaL_checkstring(L, 2));
	}
	if (minute < 0)
		luaL_error(L, "starts_before takes an hour, such as 18 or "
			      "\"18:30\"");
	yes = rule_ask_starts_before(event, minute);
	tell(L, "starts_before", "timings", 2, yes, 0);
	lua_pushboolean(L, yes);
	return 1;
}

/* An argument in degrees, as micro-degrees. */
static int32_t
degrees(lua_State *L, int i, int most)
{
	lua_Number d = luaL_checknumber(L, i);

	if (!(d >= -most && d <= most))
		luaL_error(
		    L, "%f is not between %d and %d degrees", d, -most, most);
	return (int32_t)lround(d * MICRO);
}

static int
within(lua_State *L)
{
	const struct json *event = self(L, "within");
	lua_Number km = luaL_checknumber(L, 2);
	struct geo_point from;
	bool yes;

	from.lat = degrees(L, 3, 90);
	from.lon = degrees(L, 4, 180);
	if (!(km >= 0 && km <= 40000))
		luaL_error(L, "within takes kilometres, then latitude and "
			      "longitude");
	yes = rule_ask_within(event, from, (int32_t)(km * 1000));
	tell(L, "within", "place.lat", 4, yes, 0);
	lua_pushboolean(L, yes);
	return 1;
}

static const luaL_Reg methods[] = {
	{ "has_extra", has_extra },
	{ "has_keyword", has_keyword },
	{ "mentions", mentions },
	{ "on_day", on_day },
	{ "starts_before", starts_before },
	{ "titled", titled },
	{ "within", within },
	{ NULL, NULL },
};

void
rule_method_push(lua_State *L)
{
	luaL_newlib(L, methods);
}
