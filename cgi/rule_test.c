/* rule_test.c -- the tests of a match table, one by one. */
#include <lua.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "err.h"
#include "json.h"
#include "rule_ask.h"
#include "rule_state.h"
#include "rule_table.h"
#include "rule_test.h"
#include "text.h"

/* ---- reading one value ------------------------------------------------- */

static bool
read_text(
    const struct rule_reader *r, const struct json **text, struct err *err)
{
	if (lua_type(r->s->lua, -1) != LUA_TSTRING)
		return err_set(err, ERR_INPUT, "a text is needed, not a %s",
		    lua_typename(r->s->lua, lua_type(r->s->lua, -1)));
	*text = rule_table_text(r->s, -1);
	return true;
}

static bool
read_phrase(const struct rule_reader *r, struct rule_value *v, struct err *err)
{
	struct buf folded = buf_new(r->s->arena, RULE_MESSAGE_MAX);
	const struct json *text = NULL;

	return read_text(r, &text, err) &&
	       rule_ask_phrase(
		   &folded, text->string, text->len, &v->phrase, err);
}

static bool
read_day(const struct rule_reader *r, struct rule_value *v, struct err *err)
{
	const struct json *text = NULL;

	if (!read_text(r, &text, err))
		return false;
	v->word = text->string;
	return rule_ask_day_ok(text->string, text->len, err);
}

static bool
read_ages(const struct rule_reader *r, struct rule_value *v, struct err *err)
{
	const struct json *text = NULL;
	char *end;

	if (lua_isinteger(r->s->lua, -1)) {
		v->from = v->to = lua_tointeger(r->s->lua, -1);
		return true;
	}
	if (!read_text(r, &text, err))
		return false;
	v->from = strtol(text->string, &end, 10);
	v->to = *end == '-' ? strtol(end + 1, &end, 10) : -1;
	if (*end == '\0' && v->from >= 0 && v->from <= v->to)
		return true;
	return err_set(
	    err, ERR_INPUT, "an age is a number, or a text such as \"6-11\"");
}

static bool
read_word(const struct rule_reader *r, struct rule_value *v, struct err *err)
{
	const char *const *words = r->key->words;
	const struct json *text = NULL;
	size_t count = 0;

	if (!read_text(r, &text, err))
		return false;
	v->word = text->string;
	for (; words[count] != NULL; count++)
		if (strcmp(words[count], v->word) == 0)
			return true;
	err_set(err, ERR_INPUT, "there is no \"%s\"%s", v->word,
	    rule_state_advise(r->s->lua, v->word, words, count));
	lua_pop(r->s->lua, 1);
	return false;
}

static bool
read_word_or_truth(
    const struct rule_reader *r, struct rule_value *v, struct err *err)
{
	v->is_truth = lua_isboolean(r->s->lua, -1);
	v->truth = lua_toboolean(r->s->lua, -1);
	return v->is_truth || read_word(r, v, err);
}

static bool
read_extra(const struct rule_reader *r, struct rule_value *v, struct err *err)
{
	lua_State *L = r->s->lua;
	bool ok;

	v->is_truth = v->truth = lua_isboolean(L, -1) && lua_toboolean(L, -1);
	if (v->is_truth)
		return true;
	lua_pushvalue(L, -1);
	if (lua_isinteger(L, -1)) /* an id */
		lua_tolstring(L, -1, NULL);
	ok = read_phrase(r, v, err);
	lua_pop(L, 1);
	return ok;
}

/* ---- asking one value -------------------------------------------------- */

static bool
holds_mentions(const struct rule_asked *q, const struct rule_value *v)
{
	if (!rule_ask_mentions(q->event, &v->phrase))
		return false;
	if (*q->found == NULL)
		*q->found = &v->phrase;
	return true;
}

static bool
holds_keyword(const struct rule_asked *q, const struct rule_value *v)
{
	if (!rule_ask_keyword(q->event, &v->phrase))
		return false;
	if (*q->found == NULL)
		*q->found = &v->phrase;
	return true;
}

static bool
is_folded(const struct rule_asked *q, const struct json *text,
    const struct rule_value *v)
{
	if (!json_is(text, JSON_STRING))
		return false;
	buf_clear(&q->s->scratch);
	text_fold(&q->s->scratch, text->string, text->len);
	return text_is_phrase(q->s->scratch.data, v->phrase.folded);
}

static bool
holds_town(const struct rule_asked *q, const struct rule_value *v)
{
	return is_folded(q, json_get(json_get(q->event, "place"), "town"), v);
}

static bool
holds_department(const struct rule_asked *q, const struct rule_value *v)
{
	return is_folded(
	    q, json_get(json_get(q->event, "place"), "department"), v);
}

static bool
holds_day(const struct rule_asked *q, const struct rule_value *v)
{
	return rule_ask_on_day(q->event, v->word);
}

static bool
holds_ages(const struct rule_asked *q, const struct rule_value *v)
{
	return rule_ask_ages(q->event, v->from, v->to);
}

static bool
is_word(
    const struct rule_asked *q, const char *member, const struct rule_value *v)
{
	const char *word = json_get_str(q->event, member);

	return word != NULL && strcmp(word, v->word) == 0;
}

static bool
holds_status(const struct rule_asked *q, const struct rule_value *v)
{
	return is_word(q, "status", v);
}

static bool
holds_attendance(const struct rule_asked *q, const struct rule_value *v)
{
	return is_word(q, "attendance", v);
}

static bool
holds_registration(const struct rule_asked *q, const struct rule_value *v)
{
	const struct json *ways = json_get(q->event, "registration");
	const char *kind;

	if (v->is_truth)
		return v->truth == (json_is_parent(ways) && ways->len > 0);
	JSON_EACH(way, ways)
	{
		kind = json_get_str(way, "kind");
		if (kind != NULL && strcmp(kind, v->word) == 0)
			return true;
	}
	return false;
}

static bool
holds_access(const struct rule_asked *q, const struct rule_value *v)
{
	return json_true(json_get(json_get(q->event, "access"), v->word));
}

static bool
holds_extra(const struct rule_asked *q, const struct rule_value *v)
{
	const struct json *field =
	    json_get(json_get(q->event, "extra"), q->code);
	const struct json *ids = json_get(field, "ids"),
			  *labels = json_get(field, "labels");

	if (v->is_truth)
		return (json_is_parent(ids) && ids->len > 0) ||
		       (json_is_parent(labels) && labels->len > 0);
	JSON_EACH(id, ids)
	if (json_str(id) != NULL && strcmp(id->string, v->phrase.text) == 0)
		return true;
	JSON_EACH(label, labels)
	if (is_folded(q, label, v))
		return true;
	return false;
}

/* ---- the keys ---------------------------------------------------------- */

/* As in event.h. */
static const char *const statuses[] = { "scheduled", "rescheduled", "online",
	"postponed", "full", "cancelled", NULL };
static const char *const attendances[] = { "place", "online", "mixed", NULL };
static const char *const ways[] = { "link", "phone", "mail", NULL };
static const char *const accesses[] = { "hi", "ii", "mi", "pi", "vi", NULL };

const struct rule_key rule_keys[RULE_KEYS] = {
	{ "mentions", RULE_VALUES, read_phrase, holds_mentions, NULL },
	{ "keyword", RULE_VALUES, read_phrase, holds_keyword, NULL },
	{ "town", RULE_VALUES, read_phrase, holds_town, NULL },
	{ "department", RULE_VALUES, read_phrase, holds_department, NULL },
	{ "day", RULE_VALUES, read_day, holds_day, NULL },
	{ "ages", RULE_VALUES, read_ages, holds_ages, NULL },
	{ "status", RULE_VALUES, read_word, holds_status, statuses },
	{ "registration", RULE_VALUES, read_word_or_truth, holds_registration,
	    ways },
	{ "attendance", RULE_VALUES, read_word, holds_attendance, attendances },
	{ "access", RULE_VALUES, read_word, holds_access, accesses },
	{ "extra", RULE_BY_CODE, read_extra, holds_extra, NULL },
	{ "any", RULE_ANY, NULL, NULL, NULL },
	{ "none", RULE_NONE, NULL, NULL, NULL },
};
