/* judge_case.c -- what comes before the judge. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "hash.h"
#include "json.h"
#include "judge_case.h"

#define DATA_MAX ((size_t)4 << 20) /* bytes of an event as JSON */

uint64_t
judge_hash(const struct json *data)
{
	struct arena *a = arena_new();
	struct buf text = buf_new(a, DATA_MAX);
	uint64_t hash;

	json_write(&text, data);
	hash = strtoull(
	    arena_strndup(a, hash_hex(a, text.data, text.len), 16), NULL, 16);
	arena_free(a);
	return hash;
}

/* ---- telling ----------------------------------------------------------- */

static const char *const standings[] = { "new", "old-text", "old-answers",
	"absent" };

struct json *
judge_state(struct arena *a, const struct judge_rule *r, size_t count)
{
	struct json *state = json_object(a);

	json_put_str(a, state, "rule", r->id);
	json_put_str(a, state, "outcome", r->outcome);
	json_put_int(a, state, "line", r->line);
	json_put_str_or_null(a, state, "event", r->event);
	json_put_str(a, state, "message", r->message);
	json_put_int(a, state, "matched", (int64_t)r->matched);
	json_put_int(a, state, "of", (int64_t)count);
	json_put_int(a, state, "milliseconds", r->milliseconds);
	json_put_str(a, state, "standing", standings[r->standing]);
	return state;
}

const char *
judge_line(struct arena *a, const struct judge_rule *r, size_t count)
{
	if (strcmp(r->outcome, "ok") == 0)
		return arena_printf(a, "%-24s ok       %zu of %zu events",
		    r->id, r->matched, count);
	return arena_printf(a, "%-24s %-8s %s%s%s%s", r->id, r->outcome,
	    r->message, r->event != NULL ? " (event " : "",
	    r->event != NULL ? r->event : "", r->event != NULL ? ")" : "");
}

const struct judge_rule *
judge_find(const struct judge *j, const char *id)
{
	for (size_t i = 0; i < j->rule_count; i++)
		if (strcmp(j->list[i].id, id) == 0)
			return &j->list[i];
	return NULL;
}

bool
judge_has_effect(const struct judge_rule *r, const char *effect)
{
	const char *its = json_get_str(r->about, "effect");

	return r->answers != NULL && its != NULL && strcmp(its, effect) == 0;
}

bool
judge_is_choice(const struct judge_rule *r)
{
	return r->answers != NULL && (json_get(r->about, "effect") == NULL ||
					 judge_has_effect(r, "full"));
}
