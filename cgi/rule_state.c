/* rule_state.c -- the Lua state of a rule child: its limits and its end. */
#include <inttypes.h>
#include <lauxlib.h>
#include <lua.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "err.h"
#include "json.h"
#include "nearest.h"
#include "rule_ask.h"
#include "rule_state.h"
#include "rule_text.h"
#include "sandbox_child.h"
#include "text.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

#define HOOK_STEPS   20   /* instructions from look to look */
#define DEPTH_SHOWN  64   /* calls looked through for a line of the rule */
#define SENTENCE_MAX 2048 /* bytes, before it is cut to RULE_MESSAGE_MAX */

struct rule_state *
rule_state_of(lua_State *L)
{
	return *(struct rule_state **)lua_getextraspace(L);
}

/* The line of the rule's own file that is at work, or 0. */
static int
line_at_work(struct rule_state *s)
{
	lua_Debug ar;

	if (s->chunk == NULL)
		return 0;
	for (int level = 0;
	     level < DEPTH_SHOWN && lua_getstack(s->lua, level, &ar); level++) {
		lua_getinfo(s->lua, "Sl", &ar);
		if (ar.currentline > 0 && strcmp(ar.source + 1, s->chunk) == 0)
			return ar.currentline;
	}
	return 0;
}

void
rule_state_note(struct rule_state *s)
{
	int line = line_at_work(s);

	if (line > 0)
		s->progress->line = line;
}

/* An arena of its own, because a rule may catch the error and go on. */
const char *
rule_state_advise(
    lua_State *L, const char *name, const char *const *names, size_t count)
{
	struct arena *a = arena_new();
	struct buf b = buf_new(a, RULE_MESSAGE_MAX);

	nearest_advise(&b, name, names, count);
	lua_pushlstring(L, b.data, b.len);
	arena_free(a);
	return lua_tostring(L, -1);
}

/* ---- limits ------------------------------------------------------------ */

/* Lua's allocator.  It never says no: where it would, the process ends, so
 * that no emergency collection runs and no pcall sees it. */
static void *
allocate(void *state, void *old, size_t had, size_t want)
{
	struct rule_state *s = state;
	void *p;

	if (old == NULL)
		had = 0; /* then it is a kind of object, not a size */
	s->memory -= had;
	if (want == 0) {
		free(old);
		return NULL;
	}
	p = want <= RULE_MEMORY_MAX - s->memory ? realloc(old, want) : NULL;
	if (p == NULL) {
		rule_state_note(s);
		sandbox_leave_for_memory();
	}
	s->memory += want;
	return p;
}

static void
check_steps(struct rule_state *s)
{
	if (s->steps > s->ceiling)
		rule_state_refuse(s, s->progress->line,
		    "still at work after %d steps; is there a loop that does "
		    "not end?",
		    RULE_EVENT_STEPS);
	if (s->total + s->steps > s->most)
		rule_state_refuse(s, s->progress->line,
		    "all events together take more than %" PRId64 " steps; "
		    "this rule has to do less for each",
		    s->most);
}

static void
hook(lua_State *L, lua_Debug *ar)
{
	struct rule_state *s = rule_state_of(L);

	(void)ar;
	s->steps += HOOK_STEPS;
	rule_state_note(s);
	check_steps(s);
}

void
rule_state_charge(struct rule_state *s, size_t steps)
{
	s->steps += (int64_t)steps;
	if (s->steps > s->ceiling) {
		rule_state_note(s);
		check_steps(s);
	}
}

void
rule_state_begin(struct rule_state *s, enum rule_phase phase, int item)
{
	s->progress->phase = phase;
	s->progress->item = item;
	s->progress->line = 0;
	s->total += s->steps;
	s->steps = 0;
	s->ceiling = phase == RULE_LOADING ? RULE_LOAD_STEPS : RULE_EVENT_STEPS;
	lua_sethook(s->lua, hook, LUA_MASKCOUNT, HOOK_STEPS);
}

struct rule_state *
rule_state_open(struct arena *a)
{
	struct rule_state *s = ARENA_NEW(a, struct rule_state);

	s->arena = a;
	s->most = RULE_JOB_STEPS;
	s->progress = ARENA_NEW(a, struct sandbox_progress); /* until the job */
	s->scratch = buf_new(a, SENTENCE_MAX);
	s->folded = buf_new(a, RULE_TEXT_MAX);
	s->lua = lua_newstate(allocate, s);
	*(struct rule_state **)lua_getextraspace(s->lua) = s;
	return s;
}

/* ---- loading and calling ----------------------------------------------- */

/* Where the sentence goes on after "chunk:LINE: ", or NULL; *line is set. */
static const char *
after_position(const char *message, const char *chunk, int *line)
{
	size_t len = strlen(chunk);
	char *end;
	long n;

	if (strncmp(message, chunk, len) != 0 || message[len] != ':')
		return NULL;
	n = strtol(message + len + 1, &end, 10);
	if (end == message + len + 1 || strncmp(end, ": ", 2) != 0)
		return NULL;
	*line = (int)n;
	return end + 2;
}

/* May a string end here?  Then what stands before was meant to close it. */
static bool
is_end(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\r'))
		at++;
	return at == end || strchr(",})", *at) != NULL;
}

/* The first of the quotes in a line that word processors write by themselves
 * and Lua does not know; NULL where there is none.  It stands outside of Lua's
 * own quotes, or, in a string without end, where one was meant to close it. */
static const char *
find_quote(const char *at, const char *end, bool in_string)
{
	static const char *const quotes[] = { "“", "”", "„", "«", "»", "‘",
		"’" };
	char within = '\0';

	for (; at < end; at++) {
		if (within == '\0' && (*at == '"' || *at == '\''))
			within = *at;
		else if (*at == within)
			within = '\0';
		for (size_t i = 0; i < COUNT(quotes); i++) {
			size_t len = strlen(quotes[i]);

			if (strncmp(at, quotes[i], len) == 0 &&
			    (in_string ? is_end(at + len, end)
				       : within == '\0'))
				return quotes[i];
		}
	}
	return NULL;
}

/* What those who come from a text or another language write, and Lua's own
 * message does not tell; a sentence's end, "" where there is none. */
static const char *
advise_slip(struct rule_state *s, const char *text, size_t len, int line,
    const char *message)
{
	const char *end = text + len, *stop, *quote = NULL;

	for (int i = 1; i < line && text < end; i++) {
		stop = memchr(text, '\n', (size_t)(end - text));
		text = stop != NULL ? stop + 1 : end;
	}
	stop = memchr(text, '\n', (size_t)(end - text));
	end = stop != NULL ? stop : end;
	if (strstr(message, "near '<\\") != NULL)
		quote = find_quote(text, end, false);
	else if (strncmp(message, "unfinished string", 17) == 0)
		quote = find_quote(text, end, true);
	if (quote != NULL)
		return arena_printf(s->arena,
		    "; write straight quotes \" instead of %s", quote);
	return strstr(message, "near '!'") != NULL && text < end &&
		       memmem(text, (size_t)(end - text), "!=", 2) != NULL
		   ? "; \"not equal\" is ~= in Lua"
		   : "";
}

bool
rule_state_load(struct rule_state *s, const char *chunk,
    const struct json *file, int *line, struct err *err)
{
	const char *text = json_str(file), *name, *message, *rest;
	size_t len = text != NULL ? file->len : 0;

	*line = 0;
	if (text == NULL)
		return err_set(err, ERR_MISSING, "%s: has no text", chunk);
	if (!rule_form_source(&text, &len, line, err))
		return err_prefix(
		    err, *line > 0 ? "%s:%d" : "%s", chunk, *line);
	name = arena_printf(s->arena, "@%s", chunk);
	if (luaL_loadbufferx(s->lua, text, len, name, "t") == LUA_OK)
		return true;
	message = lua_tostring(s->lua, -1);
	rest = after_position(message, chunk, line);
	if (rest == NULL) /* the one error that the parser gives no line */
		return err_set(err, ERR_INPUT,
		    "%s: something is nested too deeply in it (%s)", chunk,
		    message);
	return err_set(err, ERR_INPUT, "%s:%d: %s%s", chunk, *line, rest,
	    advise_slip(s, text, len, *line, rest));
}

/* The message handler: notes the line while the stack still stands.  Leaves
 * what is not text alone: converting it would run it. */
static int
explain(lua_State *L)
{
	struct rule_state *s = rule_state_of(L);

	s->progress->line = line_at_work(s);
	return 1;
}

void
rule_state_call(struct rule_state *s, int arguments, int results)
{
	lua_State *L = s->lua;
	int base = lua_gettop(L) - arguments, line = 0;
	const char *message, *rest;

	lua_pushcfunction(L, explain);
	lua_insert(L, base);
	if (lua_pcall(L, arguments, results, base) == LUA_OK) {
		lua_remove(L, base);
		return;
	}
	line = s->progress->line;
	if (lua_type(L, -1) != LUA_TSTRING)
		rule_state_refuse(s, line,
		    "error() was given a %s; give it a sentence",
		    luaL_typename(L, -1));
	message = lua_tostring(L, -1);
	rest = after_position(message, s->chunk, &line);
	rule_state_refuse(s, line, "%s", rest != NULL ? rest : message);
}

/* ---- the end ----------------------------------------------------------- */

static const char *
outcome(const struct rule_state *s)
{
	static const char *const of_phase[] = {
		[RULE_STARTING] = "load",
		[RULE_LOADING] = "load",
		[RULE_IN_EXAMPLE] = "example",
		[RULE_ON_EVENT] = "error",
	};

	if (s->steps > s->ceiling || s->total + s->steps > s->most)
		return "time";
	return of_phase[s->progress->phase];
}

_Noreturn void
rule_state_refuse(struct rule_state *s, int line, const char *fmt, ...)
{
	int phase = s->progress->phase, item = s->progress->item;
	struct buf b = buf_new(s->arena, SENTENCE_MAX);
	char sentence[SENTENCE_MAX / 2];
	struct json *answer = json_object(s->arena);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(sentence, sizeof(sentence), fmt, ap);
	va_end(ap);
	buf_puts(&b, s->chunk);
	if (line > 0)
		buf_printf(&b, ":%d", line);
	buf_puts(&b, ": ");
	if (phase == RULE_IN_EXAMPLE)
		buf_printf(&b, "example %d: ", item);
	buf_puts(&b, sentence);
	json_put_str(s->arena, answer, "outcome", outcome(s));
	json_put_int(s->arena, answer, "line", line);
	json_put_int(
	    s->arena, answer, "event", phase == RULE_ON_EVENT ? item : -1);
	json_put_str(s->arena, answer, "message",
	    text_clean(
		s->arena, b.data, b.len, TEXT_LINE, RULE_MESSAGE_MAX, NULL));
	sandbox_answer(s->arena, answer);
}
