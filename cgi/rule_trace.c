/* rule_trace.c -- what a rule read of an event. */
#include <string.h>

#include "arena.h"
#include "json.h"
#include "rule_form.h"
#include "rule_state.h"
#include "rule_trace.h"
#include "text.h"

/* Of a text: more than is shown, because cleaning drops some. */
#define LOOKED_AT ((size_t)4 * RULE_READ_BYTES)

const struct rule_trail *
rule_trace_event(const struct rule_state *s)
{
	static const struct rule_trail event = { "", "", NULL };

	return s->trace != NULL ? &event : NULL;
}

static const struct rule_trail *
trail(
    struct rule_state *s, const char *what, const char *field, const char *code)
{
	struct rule_trail *t = ARENA_NEW(s->arena, struct rule_trail);

	*t = (struct rule_trail){ what, field, code };
	return t;
}

static const char *
below(struct rule_state *s, const char *part, const char *name)
{
	return *part != '\0' ? arena_printf(s->arena, "%s.%s", part, name)
			     : name;
}

const struct rule_trail *
rule_trace_member(
    struct rule_state *s, const struct rule_trail *t, const char *name)
{
	if (t == NULL)
		return NULL;
	return trail(
	    s, below(s, t->what, name), below(s, t->field, name), t->code);
}

const struct rule_trail *
rule_trace_item(
    struct rule_state *s, const struct rule_trail *t, long long number)
{
	if (t == NULL)
		return NULL;
	return trail(s, arena_printf(s->arena, "%s[%lld]", t->what, number),
	    t->field, t->code);
}

const struct rule_trail *
rule_trace_length(struct rule_state *s, const struct rule_trail *t)
{
	if (t == NULL)
		return NULL;
	return trail(
	    s, arena_printf(s->arena, "#%s", t->what), t->field, t->code);
}

const struct rule_trail *
rule_trace_code(
    struct rule_state *s, const struct rule_trail *t, const char *code)
{
	if (t == NULL)
		return NULL;
	code = arena_strndup(s->arena, code, strnlen(code, RULE_READ_BYTES));
	return trail(s, arena_printf(s->arena, "%s[\"%s\"]", t->what, code),
	    t->field, code);
}

static const char *
shown(struct rule_state *s, const char *text, size_t len)
{
	return text_clean(s->arena, text,
	    len > LOOKED_AT ? text_cut(text, len, LOOKED_AT) : len, TEXT_LINE,
	    RULE_READ_BYTES, NULL);
}

void
rule_trace_text(struct rule_state *s, struct json *item, const char *key,
    const char *text, size_t len)
{
	json_put_str(s->arena, item, key, shown(s, text, len));
}

struct json *
rule_trace_read(struct rule_state *s, const struct rule_trail *t)
{
	struct json *item;
	const char *what;

	if (t == NULL || s->trace->len == RULE_READ_MAX)
		return NULL;
	what = shown(s, t->what, strlen(t->what));
	JSON_EACH(before, s->trace)
	if (strcmp(json_get_str(before, "what"), what) == 0)
		return NULL;
	item = json_put_object(s->arena, s->trace, NULL);
	json_put_str(s->arena, item, "what", what);
	json_put_str(s->arena, item, "field", t->field);
	if (t->code != NULL)
		rule_trace_text(s, item, "code", t->code, strlen(t->code));
	return item;
}
