/* rule_method.c -- the methods of an event. */
#include <lauxlib.h>
#include <lua.h>
#include <math.h>

#include "err.h"
#include "geo.h"
#include "json.h"
#include "rule_ask.h"
#include "rule_event.h"
#include "rule_method.h"
#include "rule_state.h"

#define PHRASE_STEPS 10 /* that folding a phrase counts as ... */
#define BYTES_A_STEP 64 /* ... and looking through so many bytes as one */
#define MICRO        1e6

static const struct json *
self(lua_State *L, const char *method)
{
	const struct json *event = NULL;

	if (!rule_event_at(L, 1, &event))
		luaL_error(L, "write event:%s(...), with a colon", method);
	return event;
}

typedef bool ask(const struct json *, const struct rule_phrase *);

/* Is the text on top of the stack one that the event has?  Then it is
 * replaced by true and the phrase; else it goes. */
static bool
ask_one(lua_State *L, const struct json *event, ask *question, size_t steps)
{
	struct rule_state *s = rule_state_of(L);
	char shown[RULE_NAME_MAX + 1];
	struct rule_phrase phrase;
	struct err err = { 0 };
	const char *text;
	size_t len;

	if (lua_type(L, -1) != LUA_TSTRING)
		luaL_error(
		    L, "a phrase is a text, not a %s", luaL_typename(L, -1));
	text = lua_tolstring(L, -1, &len);
	rule_state_charge(s, steps);
	if (!rule_ask_phrase(&s->scratch, text, len, &phrase, &err))
		luaL_error(L, "%s", err.text);
	if (!question(event, &phrase)) {
		lua_pop(L, 1);
		return false;
	}
	lua_pushboolean(L, true);
	lua_pushlstring(L, shown, rule_ask_shown(&phrase, shown));
	lua_remove(L, -3);
	return true;
}

/* Arguments are phrases, and lists of them. */
static int
ask_all(lua_State *L, const struct json *event, ask *question)
{
	const struct json *folded = json_get(event, "folded");
	size_t steps =
	    PHRASE_STEPS + (folded != NULL ? folded->len : 0) / BYTES_A_STEP;
	int last = lua_gettop(L);
	lua_Integer n;

	if (last < 2)
		luaL_error(L, "a phrase to look for is missing");
	rule_state_note(rule_state_of(L));
	for (int i = 2; i <= last; i++) {
		if (lua_type(L, i) != LUA_TTABLE) {
			lua_pushvalue(L, i);
			if (ask_one(L, event, question, steps))
				return 2;
			continue;
		}
		n = luaL_len(L, i);
		for (lua_Integer k = 1; k <= n; k++) {
			lua_geti(L, i, k);
			if (ask_one(L, event, question, steps))
				return 2;
		}
	}
	lua_pushboolean(L, false);
	return 1;
}

static int
mentions(lua_State *L)
{
	return ask_all(L, self(L, "mentions"), rule_ask_mentions);
}

static int
has_keyword(lua_State *L)
{
	return ask_all(L, self(L, "has_keyword"), rule_ask_keyword);
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
	lua_pushboolean(L, yes);
	return 1;
}

static int
starts_before(lua_State *L)
{
	const struct json *event = self(L, "starts_before");
	lua_Number hour;
	int minute = -1;

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
	lua_pushboolean(L, rule_ask_starts_before(event, minute));
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

	from.lat = degrees(L, 3, 90);
	from.lon = degrees(L, 4, 180);
	if (!(km >= 0 && km <= 40000))
		luaL_error(L, "within takes kilometres, then latitude and "
			      "longitude");
	lua_pushboolean(L, rule_ask_within(event, from, (int64_t)(km * 1000)));
	return 1;
}

static const luaL_Reg methods[] = {
	{ "has_keyword", has_keyword },
	{ "mentions", mentions },
	{ "on_day", on_day },
	{ "starts_before", starts_before },
	{ "within", within },
	{ NULL, NULL },
};

void
rule_method_push(lua_State *L)
{
	luaL_newlib(L, methods);
}
