/* rule_test.c -- the tests of a match table, one by one. */
#include <inttypes.h>
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
	const char *const *words = r->key->word->words;
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

/* ---- and writing it ---------------------------------------------------- */

bool
rule_value_is_number(const struct rule_value *v)
{
	return v->phrase.text == NULL && v->word == NULL && !v->is_truth &&
	       v->from == v->to;
}

void
rule_value_put(struct buf *b, const struct rule_value *v)
{
	if (v->is_truth)
		buf_puts(b, v->truth ? "true" : "false");
	else if (v->phrase.text != NULL)
		buf_put(b, v->phrase.text, v->phrase.len);
	else if (v->word != NULL)
		buf_puts(b, v->word);
	else if (v->from == v->to)
		buf_int(b, v->from);
	else
		buf_printf(b, "%" PRId64 "-%" PRId64, v->from, v->to);
}

/* ---- asking one value -------------------------------------------------- */

static bool
finds(const struct rule_asked *q, const struct rule_value *v,
    enum rule_where where)
{
	const struct rule_found what = { &v->phrase, where };

	if (!rule_ask_finds(q->event, &what))
		return false;
	if (q->found->phrase == NULL)
		*q->found = what;
	return true;
}

static bool
holds_title(const struct rule_asked *q, const struct rule_value *v)
{
	return finds(q, v, RULE_IN_TITLE);
}

static bool
holds_mentions(const struct rule_asked *q, const struct rule_value *v)
{
	return finds(q, v, RULE_ANYWHERE);
}

static bool
holds_keyword(const struct rule_asked *q, const struct rule_value *v)
{
	return finds(q, v, RULE_AS_KEYWORD);
}

static bool
is_place(
    const struct rule_asked *q, const char *member, const struct rule_value *v)
{
	return rule_ask_is(&q->s->folded,
	    json_get(json_get(q->event, "place"), member), &v->phrase);
}

static bool
holds_town(const struct rule_asked *q, const struct rule_value *v)
{
	return is_place(q, "town", v);
}

static bool
holds_department(const struct rule_asked *q, const struct rule_value *v)
{
	return is_place(q, "department", v);
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
	return rule_ask_extra(
	    &q->s->folded, q->event, q->code, v->is_truth ? NULL : &v->phrase);
}

/* ---- the keys ---------------------------------------------------------- */

#define WORD(name) &rule_tests[RULE_TEST_##name]

const struct rule_key rule_keys[RULE_TESTS] = {
	{ WORD(MENTIONS), RULE_VALUES, read_phrase, holds_mentions },
	{ WORD(TITLE), RULE_VALUES, read_phrase, holds_title },
	{ WORD(KEYWORD), RULE_VALUES, read_phrase, holds_keyword },
	{ WORD(TOWN), RULE_VALUES, read_phrase, holds_town },
	{ WORD(DEPARTMENT), RULE_VALUES, read_phrase, holds_department },
	{ WORD(DAY), RULE_VALUES, read_day, holds_day },
	{ WORD(AGES), RULE_VALUES, read_ages, holds_ages },
	{ WORD(STATUS), RULE_VALUES, read_word, holds_status },
	{ WORD(REGISTRATION), RULE_VALUES, read_word_or_truth,
	    holds_registration },
	{ WORD(ATTENDANCE), RULE_VALUES, read_word, holds_attendance },
	{ WORD(ACCESS), RULE_VALUES, read_word, holds_access },
	{ WORD(EXTRA), RULE_BY_CODE, read_extra, holds_extra },
	{ WORD(ANY), RULE_ANY, NULL, NULL },
	{ WORD(NONE), RULE_NONE, NULL, NULL },
};
