/* rule_file.c -- what a rule file says: the table it returns, checked. */
#include <lua.h>
#include <string.h>

#include "arena.h"
#include "err.h"
#include "json.h"
#include "rule_example.h"
#include "rule_file.h"
#include "rule_match.h"
#include "rule_state.h"
#include "rule_table.h"

#define LAST_GROUP "more" /* where rules without a group stand */
#define GROUPS_MAX 100    /* that a message names */

static const char *const keys[] = { "effect", "examples", "group", "label",
	"match", "note", "order", "reason" };
static const char *const effects[] = { RULE_EFFECTS };

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* The text of a name in the table at the top, NULL where it is not there. */
static const struct json *
get_text(struct rule_state *s, const char *name)
{
	const struct json *text = NULL;
	int type = rule_table_get(s->lua, -1, name);

	if (type == LUA_TSTRING)
		text = rule_table_text(s, -1);
	else if (type != LUA_TNIL)
		rule_state_refuse(s, 0, "%s should be a text, and is a %s",
		    name, lua_typename(s->lua, type));
	lua_pop(s->lua, 1);
	return text;
}

/* Refuse a text that is not one of these. */
static void
check_listed(struct rule_state *s, const char *what, const char *text,
    const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(text, list[i]) == 0)
			return;
	rule_state_refuse(s, 0, "there is no %s \"%s\"%s", what, text,
	    rule_state_advise(s->lua, text, list, count));
}

static void
read_group(struct rule_state *s, const struct json *job, struct rule_file *f)
{
	const struct json *group = get_text(s, "group");
	const char *groups[GROUPS_MAX];
	size_t count = 0;

	if (group == NULL)
		return;
	JSON_EACH(g, json_get(job, "groups"))
	if (count < GROUPS_MAX - 1 && json_str(g) != NULL)
		groups[count++] = g->string;
	groups[count++] = LAST_GROUP;
	check_listed(s, "group", group->string, groups, count);
	if (strcmp(group->string, LAST_GROUP) != 0)
		json_put(s->arena, f->about, "group", group);
}

/* Does it make an answer for visitors?  One that says "full" does, besides. */
static bool
is_choice(const struct rule_file *f)
{
	const char *effect = json_get_str(f->about, "effect");

	return effect == NULL || strcmp(effect, "full") == 0;
}

static void
read_effect(struct rule_state *s, struct rule_file *f)
{
	const struct json *effect = get_text(s, "effect");

	if (effect == NULL)
		return;
	check_listed(s, "effect", effect->string, effects, COUNT(effects));
	json_put(s->arena, f->about, "effect", effect);
	if (!is_choice(f) && json_get(f->about, "group") != NULL)
		rule_state_refuse(s, 0,
		    "a rule has a group or an effect, not both: it makes a "
		    "choice for visitors, or it hides or features events");
}

/* A text, or a table of them by language; NULL where it is not there. */
static const struct json *
get_name(struct rule_state *s, const struct json *job, const char *name)
{
	const struct json *text = NULL;
	struct err err = { 0 };

	if (rule_table_get(s->lua, -1, name) != LUA_TNIL) {
		text = rule_table_name(
		    s, -1, name, json_get(job, "languages"), &err);
		if (text == NULL)
			rule_state_refuse(s, 0, "%s", err.text);
	}
	lua_pop(s->lua, 1);
	return text;
}

static void
read_label(struct rule_state *s, const struct json *job, struct rule_file *f)
{
	const struct json *label = get_name(s, job, "label");

	if (label == NULL && is_choice(f))
		rule_state_refuse(s, 0,
		    "label is missing: visitors need a name for this choice");
	json_put(s->arena, f->about, "label", label);
}

static void
read_order(struct rule_state *s, struct rule_file *f)
{
	int type = rule_table_get(s->lua, -1, "order");

	if (type != LUA_TNIL) {
		if (!lua_isinteger(s->lua, -1) ||
		    lua_tointeger(s->lua, -1) != (int)lua_tointeger(s->lua, -1))
			rule_state_refuse(
			    s, 0, "order should be a whole number");
		json_put_int(
		    s->arena, f->about, "order", lua_tointeger(s->lua, -1));
	}
	lua_pop(s->lua, 1);
}

static void
read_match(struct rule_state *s, struct rule_file *f)
{
	lua_Debug ar;
	int type = rule_table_get(s->lua, -1, "match");

	if (type == LUA_TNIL)
		rule_state_refuse(s, 0,
		    "match is missing: a function of the event, or a table");
	if (type == LUA_TTABLE)
		f->match = rule_match_read(s, lua_gettop(s->lua));
	else if (type != LUA_TFUNCTION)
		rule_state_refuse(s, 0,
		    "match should be a function or a table, and is a %s",
		    lua_typename(s->lua, type));
	else if (lua_iscfunction(s->lua, -1))
		rule_state_refuse(
		    s, 0, "match should be a function of this file's own");
	else { /* which lua_getinfo takes off the stack */
		lua_getinfo(s->lua, ">S", &ar);
		f->match_line = ar.linedefined;
		return;
	}
	lua_pop(s->lua, 1);
}

struct rule_file
rule_file_read(struct rule_state *s, const struct json *job)
{
	struct rule_file f = { .about = json_object(s->arena) };
	struct err err = { 0 };

	if (lua_isnil(s->lua, -1))
		rule_state_refuse(s, 0,
		    "the file returns nothing; it should begin with "
		    "\"return {\"");
	if (!lua_istable(s->lua, -1))
		rule_state_refuse(s, 0,
		    "the file returns a %s; it should return a table",
		    lua_typename(s->lua, lua_type(s->lua, -1)));
	if (!rule_table_check(s->lua, lua_gettop(s->lua), "a rule", keys,
		COUNT(keys), false, &err))
		rule_state_refuse(s, 0, "%s", err.text);
	read_group(s, job, &f);
	read_effect(s, &f);
	read_label(s, job, &f);
	read_order(s, &f);
	get_text(s, "note");
	f.reason = get_name(s, job, "reason");
	read_match(s, &f);
	if (rule_table_get(s->lua, -1, "examples") != LUA_TNIL)
		f.examples =
		    rule_example_read(s, lua_gettop(s->lua), &f.example_count);
	lua_pop(s->lua, 2);
	return f;
}
