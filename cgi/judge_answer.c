/* judge_answer.c -- may what a rule child says be believed? */
#include <string.h>

#include "arena.h"
#include "err.h"
#include "event.h"
#include "json.h"
#include "judge_answer.h"
#include "programme.h"
#include "rule_form.h"
#include "text.h"

static bool
is_name(const struct json *j)
{
	struct err err = { ERR_NONE, "" };

	return json_is(j, JSON_STRING) &&
	       rule_form_name(j->string, j->len, "it", &err);
}

/* A text, or texts by language. */
static bool
are_names(const struct programme *p, const struct json *j)
{
	if (!json_is(j, JSON_OBJECT))
		return is_name(j);
	JSON_EACH(text, j)
	if (event_word_index(p->languages, text->key) == p->language_count ||
	    !is_name(text))
		return false;
	return j->len > 0;
}

static bool
is_group(const struct programme *p, const struct json *j)
{
	for (size_t i = 0; json_is(j, JSON_STRING) && i < p->group_count; i++)
		if (strcmp(p->groups[i].id, j->string) == 0)
			return true;
	return false;
}

static bool
is_effect(const struct json *j)
{
	static const char *const effects[] = { RULE_EFFECTS };

	for (size_t i = 0; i < sizeof(effects) / sizeof(*effects); i++)
		if (json_is(j, JSON_STRING) &&
		    strcmp(j->string, effects[i]) == 0)
			return true;
	return false;
}

static bool
is_about(const struct programme *p, const struct json *about)
{
	const struct json *group = json_get(about, "group"),
			  *label = json_get(about, "label"),
			  *effect = json_get(about, "effect"),
			  *order = json_get(about, "order");

	return json_is(about, JSON_OBJECT) &&
	       (group == NULL || is_group(p, group)) &&
	       (label == NULL || are_names(p, label)) &&
	       (effect == NULL || is_effect(effect)) &&
	       (order == NULL || json_is(order, JSON_INT));
}

/* [which of those asked, reason] */
static bool
is_reason(const struct programme *p, const struct json *pair, size_t asked)
{
	return json_is(pair, JSON_ARRAY) && pair->len == 2 &&
	       json_is(pair->first, JSON_INT) && pair->first->integer >= 0 &&
	       pair->first->integer < (int64_t)asked &&
	       are_names(p, pair->last);
}

/* ---- what the workspace shows ------------------------------------------ */

/* A match table: texts that may stand on a page, numbers, true and false. */
static bool
is_match(const struct json *j)
{
	struct err err = { ERR_NONE, "" };

	if (!json_is_parent(j))
		return json_is(j, JSON_INT) || json_is(j, JSON_TRUE) ||
		       json_is(j, JSON_FALSE) || is_name(j);
	JSON_EACH(child, j)
	if (!is_match(child) ||
	    (child->key != NULL &&
		!rule_form_name(child->key, child->key_len, "it", &err)))
		return false;
	return true;
}

/* One clean line. */
static bool
is_line(const struct json *j)
{
	size_t size;
	uint32_t c;

	if (j->len > RULE_READ_BYTES)
		return false;
	for (size_t at = 0; at < j->len; at += size) {
		c = text_code_point(j->string + at, &size);
		if (c < ' ' || text_fate(c) == TEXT_DROP ||
		    text_fate(c) == TEXT_NEWLINE)
			return false;
	}
	return true;
}

/* One thing that was read. */
static bool
is_read(const struct json *item)
{
	if (json_get_str(item, "what") == NULL ||
	    json_get_str(item, "field") == NULL ||
	    json_get(item, "value") == NULL)
		return false;
	JSON_EACH(member, item)
	if (json_is_parent(member) ||
	    (json_is(member, JSON_STRING) && !is_line(member)))
		return false;
	return true;
}

static bool
are_read(const struct json *lists)
{
	if (!json_is(lists, JSON_ARRAY) || lists->len > RULE_READ_EVENTS)
		return false;
	JSON_EACH(list, lists)
	{
		if (!json_is(list, JSON_ARRAY) || list->len > RULE_READ_MAX)
			return false;
		JSON_EACH(item, list)
		if (!is_read(item))
			return false;
	}
	return true;
}

static bool
may_be_shown(const struct json *answer)
{
	const struct json *match = json_get(answer, "match"),
			  *read = json_get(answer, "read");
	int64_t examples = json_get_int(answer, "examples", -1);

	return examples >= 0 && examples <= RULE_EXAMPLES_MAX &&
	       (match == NULL ||
		   (json_is(match, JSON_OBJECT) && is_match(match))) &&
	       (read == NULL || are_read(read));
}

/* ---- the whole answer -------------------------------------------------- */

bool
judge_answer_ok(
    const struct programme *p, const struct json *answer, size_t asked)
{
	const struct json *verdicts = json_get(answer, "verdicts");

	if (!json_is(verdicts, JSON_STRING) || verdicts->len != asked ||
	    strspn(verdicts->string, "01") != asked ||
	    !is_about(p, json_get(answer, "rule")) || !may_be_shown(answer))
		return false;
	JSON_EACH(pair, json_get(answer, "reasons"))
	if (!is_reason(p, pair, asked))
		return false;
	return true;
}

const char *
judge_answer_outcome(const struct json *answer)
{
	static const char *const outcomes[] = { "load", "example", "error",
		"time" };
	const char *outcome = json_get_str(answer, "outcome");

	for (size_t i = 0; i < sizeof(outcomes) / sizeof(*outcomes); i++)
		if (outcome != NULL && strcmp(outcomes[i], outcome) == 0)
			return outcomes[i];
	return "crash";
}

const char *
judge_answer_message(struct arena *a, const struct json *answer)
{
	const struct json *message = json_get(answer, "message");
	const char *text = "";

	if (json_is(message, JSON_STRING))
		text = text_clean(a, message->string, message->len, TEXT_LINE,
		    RULE_MESSAGE_MAX, NULL);
	return text[0] != '\0' ? text : "its answer makes no sense";
}
