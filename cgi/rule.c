/* rule.c -- the rule child: runs one file over the events, and answers. */
#include <lua.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "json.h"
#include "rule.h"
#include "rule_ask.h"
#include "rule_env.h"
#include "rule_event.h"
#include "rule_example.h"
#include "rule_file.h"
#include "rule_form.h"
#include "rule_match.h"
#include "rule_state.h"
#include "rule_table.h"
#include "sandbox_child.h"

#define STACK 100 /* slots that reading a file's tables may take */

struct verdict {
	bool yes;
	const struct json *reason; /* NULL: none was given */
};

struct run {
	struct rule_state *s;
	const struct json *job;
	struct rule_file file;
	struct arena *event_arena; /* reset from event to event */
	size_t count;              /* events taken */
	size_t *take;              /* their indexes */
	struct verdict *verdicts;
	int64_t steps, most; /* of the first pass; of one event */
	int64_t slowest;
	struct json *read; /* of each event; NULL: not asked */
};

/* ---- one event --------------------------------------------------------- */

/* For Lua: run the compiled file (argument 1) anew and ask its match about an
 * event (argument 2, light userdata). */
static int
ask_match(lua_State *L)
{
	lua_pushvalue(L, 1);
	rule_env_run(L);
	if (!lua_istable(L, 3) ||
	    rule_table_get(L, 3, "match") != LUA_TFUNCTION)
		rule_state_refuse(rule_state_of(L), 0,
		    "the file returned a match function once, and not again");
	rule_event_push(L, lua_touserdata(L, 2));
	lua_call(L, 1, 2);
	return 2;
}

static struct verdict
ask_function(struct run *r, const struct json *event)
{
	lua_State *L = r->s->lua;
	struct verdict v = { 0 };
	struct err err = { 0 };

	lua_pushcfunction(L, ask_match);
	lua_pushvalue(L, 1);
	lua_pushlightuserdata(L, (void *)event);
	rule_state_call(r->s, 2, 2);
	if (lua_isnil(L, -2))
		rule_state_refuse(r->s, r->file.match_line,
		    "match came to its end without an answer; let it end in "
		    "\"return false\"");
	if (!lua_isboolean(L, -2))
		rule_state_refuse(r->s, r->file.match_line,
		    "match returned a %s; it should return true or false",
		    lua_typename(L, lua_type(L, -2)));
	v.yes = lua_toboolean(L, -2);
	if (v.yes && !lua_isnil(L, -1)) {
		v.reason = rule_table_name(r->s, -1, "the reason",
		    json_get(r->job, "languages"), &err);
		if (v.reason == NULL)
			rule_state_refuse(
			    r->s, r->file.match_line, "%s", err.text);
	}
	lua_pop(L, 2);
	return v;
}

static struct verdict
ask_table(struct run *r, const struct json *event)
{
	char shown[RULE_NAME_MAX + 1];
	struct json *holder = json_array(r->s->arena);
	struct rule_found found;
	struct verdict v;
	size_t len = 0, looked;

	v.yes = rule_match_holds(r->s, r->file.match, event, &found);
	if (v.yes && found.phrase != NULL)
		len = rule_ask_shown(
		    &r->s->folded, event, &found, shown, &looked);
	if (len > 0)
		json_put_strn(r->s->arena, holder, NULL,
		    arena_strndup(r->s->arena, shown, len), len);
	v.reason = holder->first;
	return v;
}

static struct verdict
ask(struct run *r, const struct json *event)
{
	return r->file.match != NULL ? ask_table(r, event)
				     : ask_function(r, event);
}

/* ---- examples ---------------------------------------------------------- */

static void
run_examples(struct run *r)
{
	const struct rule_example *e;
	struct verdict v;

	for (size_t i = 0; i < r->file.example_count; i++) {
		e = &r->file.examples[i];
		rule_state_begin(r->s, RULE_IN_EXAMPLE, (int)i + 1);
		v = ask(r, e->event);
		if (v.yes == e->expected)
			continue;
		rule_state_refuse(r->s, 0,
		    "match says %s, and %s is expected%s%s%s",
		    v.yes ? "true" : "false", e->expected ? "true" : "false",
		    json_str(v.reason) != NULL ? " (it found \"" : "",
		    json_str(v.reason) != NULL ? v.reason->string : "",
		    json_str(v.reason) != NULL ? "\")" : "");
	}
}

/* ---- all events -------------------------------------------------------- */

static void
read_take(struct run *r)
{
	const struct json *take = json_get(r->job, "take");
	size_t all = sandbox_data_count();

	r->count = take != NULL ? take->len : all;
	r->s->most *= rule_form_shares(r->count);
	r->take = ARENA_ARRAY(r->s->arena, size_t, r->count);
	r->verdicts = ARENA_ARRAY(r->s->arena, struct verdict, r->count);
	for (size_t i = 0; take == NULL && i < all; i++)
		r->take[i] = i;
	all = 0;
	JSON_EACH(index, take)
	r->take[all++] =
	    json_is(index, JSON_INT) ? (size_t)index->integer : SIZE_MAX;
}

static struct verdict
ask_event(struct run *r, size_t position)
{
	const struct json *event;

	rule_state_begin(r->s, RULE_ON_EVENT, (int)r->take[position]);
	arena_reset(r->event_arena);
	event = sandbox_data_item(r->event_arena, r->take[position]);
	if (!json_is(event, JSON_OBJECT))
		rule_state_refuse(r->s, 0, "there is no such event");
	return ask(r, event);
}

/* Reasons are texts, or objects with members in the same order. */
static bool
same_reason(const struct json *a, const struct json *b)
{
	const struct json *x, *y;

	if (a == NULL || b == NULL || a->kind != b->kind || a->len != b->len)
		return a == b;
	if (a->kind == JSON_STRING)
		return memcmp(a->string, b->string, a->len) == 0;
	for (x = a->first, y = b->first; x != NULL; x = x->next, y = y->next)
		if (strcmp(x->key, y->key) != 0 || !same_reason(x, y))
			return false;
	return true;
}

/* There and back: an answer that depends on what came before differs. */
static void
run_events(struct run *r)
{
	struct verdict v;

	for (size_t i = 0; i < r->count; i++) {
		if (r->read != NULL && i < RULE_READ_EVENTS)
			r->s->trace =
			    json_put_array(r->s->arena, r->read, NULL);
		r->verdicts[i] = ask_event(r, i);
		r->s->trace = NULL;
		r->steps += r->s->steps;
		if (r->s->steps > r->most) {
			r->most = r->s->steps;
			r->slowest = (int64_t)r->take[i];
		}
	}
	if (r->file.match != NULL)
		return; /* asked in C, which keeps nothing */
	for (size_t i = r->count; i-- > 0;) {
		v = ask_event(r, i);
		if (v.yes != r->verdicts[i].yes ||
		    !same_reason(v.reason, r->verdicts[i].reason))
			rule_state_refuse(r->s, r->file.match_line,
			    "answers differ from pass to pass: a rule cannot "
			    "remember anything between events");
	}
}

/* ---- the answers ------------------------------------------------------- */

static void
put_verdicts(struct run *r, struct json *answer)
{
	struct arena *a = r->s->arena;
	struct buf verdicts = buf_new(a, r->count);
	const struct json *reason;
	struct json *reasons, *pair;

	for (size_t i = 0; i < r->count; i++)
		buf_putc(&verdicts, r->verdicts[i].yes ? '1' : '0');
	json_put_strn(a, answer, "verdicts", verdicts.data, verdicts.len);
	reasons = json_put_array(a, answer, "reasons");
	for (size_t i = 0; i < r->count; i++) {
		reason = r->verdicts[i].reason;
		if (reason == NULL && r->verdicts[i].yes)
			reason = r->file.reason;
		if (reason == NULL)
			continue;
		pair = json_put_array(a, reasons, NULL);
		json_put_int(a, pair, NULL, (int64_t)i);
		json_put(a, pair, NULL, reason);
	}
}

static _Noreturn void
run_rule(struct rule_state *s, const struct json *job)
{
	struct run r = { .s = s, .job = job, .slowest = -1 };
	struct json *answer = json_object(s->arena);

	r.event_arena = arena_new();
	r.file = rule_file_read(s, job);
	run_examples(&r);
	read_take(&r);
	if (json_true(json_get(job, "trace")))
		r.read = json_array(s->arena);
	run_events(&r);
	json_put_str(s->arena, answer, "outcome", "ok");
	json_put(s->arena, answer, "rule", r.file.about);
	put_verdicts(&r, answer);
	json_put_int(s->arena, answer, "steps", r.steps);
	json_put_int(s->arena, answer, "slowest", r.slowest);
	json_put_int(
	    s->arena, answer, "examples", (int64_t)r.file.example_count);
	if (r.file.match != NULL)
		json_put(s->arena, answer, "match",
		    rule_match_json(s->arena, r.file.match));
	json_put(s->arena, answer, "read", r.read);
	sandbox_answer(s->arena, answer);
}

static _Noreturn void
run_programme(struct rule_state *s)
{
	struct json *answer = json_object(s->arena);

	if (!lua_istable(s->lua, -1))
		rule_state_refuse(s, 0,
		    "the file should return a table; it returns a %s",
		    lua_typename(s->lua, lua_type(s->lua, -1)));
	json_put_str(s->arena, answer, "outcome", "ok");
	json_put(s->arena, answer, "programme", rule_table_json(s, -1));
	sandbox_answer(s->arena, answer);
}

/* For Lua: run the compiled file once. */
static int
run_file(lua_State *L)
{
	rule_env_run(L);
	return 1;
}

/* Compile the job's file and leave it at stack index 1, with the value that
 * it returns above it. */
static void
load_file(struct rule_state *s, const struct json *job)
{
	struct err err = { 0 };
	const char *rest;
	int line;

	lua_checkstack(s->lua, STACK);
	rule_state_begin(s, RULE_LOADING, -1);
	if (!rule_state_load(s, s->chunk, json_get(job, "text"), &line, &err)) {
		rest = strstr(err.text, ": "); /* behind the name and line */
		rule_state_refuse(
		    s, line, "%s", rest != NULL ? rest + 2 : err.text);
	}
	lua_pushcfunction(s->lua, run_file);
	lua_pushvalue(s->lua, 1);
	rule_state_call(s, 1, 1);
}

_Noreturn void
rule_main(void)
{
	struct arena *a = arena_new();
	struct rule_state *s = rule_state_open(a);
	const struct json *job, *libs;
	const char *kind, *name;

	rule_env_prepare(s);
	job = sandbox_enter(a);
	s->progress = sandbox_progress();
	kind = json_get_str(job, "kind");
	name = json_get_str(job, "name");
	libs = json_get(job, "libs");
	s->libs = json_is(libs, JSON_OBJECT) && libs->len > 0 ? libs : NULL;
	if (kind == NULL || strcmp(kind, "rule") != 0)
		name = "programme";
	s->chunk = arena_printf(a, "%s.lua", name != NULL ? name : "rule");
	load_file(s, job);
	if (kind != NULL && strcmp(kind, "rule") == 0)
		run_rule(s, job);
	run_programme(s);
}
