/* edit_panels.c -- what a rule's text would change, what it matches, why. */
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "arena.h"
#include "db.h"
#include "edit.h"
#include "edit_rule.h"
#include "effect.h"
#include "json.h"
#include "judge.h"
#include "programme.h"
#include "remark.h"
#include "settings.h"
#include "text.h"
#include "words.h"

#define RESULT_MAX 2000 /* events listed */
#define VALUE_MAX  600  /* bytes of an event's field, shown */

/* ---- trying ------------------------------------------------------------ */

/* The event that is asked about: its name, or words of its title. */
static int64_t
find_event(const struct edit_rule *r, const char *asked)
{
	const char *folded = text_folded(r->e->arena, asked);
	const char *title;

	for (size_t i = 0; i < r->tryout.count; i++)
		if (strcmp(r->tryout.events[i].name, asked) == 0)
			return (int64_t)i;
	for (size_t i = 0; *folded != '\0' && i < r->tryout.count; i++) {
		title = json_get_str(r->tryout.events[i].data, "folded_title");
		if (title != NULL && strstr(title, folded) != NULL)
			return (int64_t)i;
	}
	return -1;
}

bool
edit_rule_run(struct edit_rule *r)
{
	struct edit *e = r->e;

	if (!manuscript_apply(
		e->arena, &e->rules, &e->drafts, NULL, &r->set, &e->err) ||
	    !tryout_load(e->arena, e->db, &r->set, NULL,
		e->j->app->settings->www, &r->tryout, &e->err)) {
		db_fail(e->db, ERR_INPUT, "%s", e->err.text);
		return false;
	}
	r->traced = find_event(r, edit_field(e, "event"));
	r->tried = (struct judge_try){ .arena = e->arena,
		.programme = &r->tryout.inforce.programme,
		.rules = &r->set,
		.events = r->tryout.events,
		.count = r->tryout.count,
		.id = r->id,
		.text = r->text,
		.len = r->len,
		.traced = r->traced };
	r->ok = judge_try(&r->tried);
	return r->ok;
}

/* ---- what is wrong ----------------------------------------------------- */

static void
put_problem(struct edit_rule *r, struct json *list, const char *severity,
    int line, const char *text)
{
	struct edit *e = r->e;
	struct json *one = json_put_object(e->arena, list, NULL);

	json_put_str(e->arena, one, "severity", severity);
	json_put_int(e->arena, one, "line", line);
	json_put_str(e->arena, one, "text", text);
}

static void
put_problems(struct edit_rule *r, const struct judge *j)
{
	struct edit *e = r->e;
	struct json *list = json_put_array(e->arena, e->view, "problems");
	const struct judge_rule *rule = &r->tried.rule;
	int64_t event;

	if (!r->ok) {
		put_problem(r, list, "error", rule->line, rule->message);
		event = rule->event != NULL ? find_event(r, rule->event) : -1;
		if (event >= 0)
			edit_put_event(e,
			    json_put_array(e->arena, e->view, "failed_on"),
			    &r->tryout.events[event], NULL);
		return;
	}
	JSON_EACH(note, remark_rule(j, rule))
	put_problem(r, list, "warning", 0, json_str(note));
}

/* The line in "programme.lua:12: ..."; 0. */
static int
line_in(const char *sentence)
{
	const char *colon = strchr(sentence, ':');

	return colon != NULL ? (int)strtol(colon + 1, NULL, 10) : 0;
}

/* A library shows what it does when it is reviewed; programme.lua can be run.
 */
void
edit_rule_check(struct edit_rule *r)
{
	struct edit *e = r->e;
	struct json *list = json_put_array(e->arena, e->view, "problems");
	struct ruleset set;
	struct programme p;
	struct err err = { ERR_NONE, "" };

	if (strcmp(r->path, RULESET_PROGRAMME) == 0 &&
	    ruleset_with(
		e->arena, &e->rules, r->path, r->text, r->len, &set, &err) &&
	    !judge_programme(e->arena, &set, NULL, &p, &err))
		put_problem(r, list, "error", line_in(err.text),
		    arena_strdup(e->arena, err.text));
	json_put_bool(e->arena, e->view, "ok", list->len == 0);
}

/* ---- panels ------------------------------------------------------------ */

static void
put_result(struct edit_rule *r)
{
	struct edit *e = r->e;
	struct json *result = json_put_object(e->arena, e->view, "result"),
		    *list = json_put_array(e->arena, result, "events");
	const struct judge_rule *rule = &r->tried.rule;

	json_put_str(e->arena, result, "count",
	    edit_text(e, "matched-of", "n",
		words_int(e->arena, (int64_t)rule->matched), "of",
		words_int(e->arena, (int64_t)r->tryout.count), NULL));
	for (size_t i = 0; i < r->tryout.count && list->len < RESULT_MAX; i++)
		if (rule->answers[i] == '1')
			edit_put_event(
			    e, list, &r->tryout.events[i], rule->reasons[i]);
	json_put_bool(e->arena, result, "none", rule->matched == 0);
	if (rule->matched > RESULT_MAX)
		json_put_str(e->arena, result, "more",
		    edit_count(
			e, "and-more", (int64_t)(rule->matched - RESULT_MAX)));
}

static void
put_cost(struct edit_rule *r)
{
	struct edit *e = r->e;
	struct json *cost = json_put_object(e->arena, e->view, "cost");

	json_put_int(
	    e->arena, cost, "milliseconds", r->tried.rule.milliseconds);
	json_put_int(e->arena, cost, "steps", r->tried.steps);
	if (r->tried.slowest >= 0)
		edit_put_event(e, json_put_array(e->arena, cost, "slowest"),
		    &r->tryout.events[r->tried.slowest], NULL);
}

/* A field and what is in it, however deep. */
static void
put_field(struct edit *e, struct json *list, const char *name,
    const struct json *value)
{
	const char *text = json_str(value);
	struct json *one;

	if (json_is_parent(value)) {
		JSON_EACH(part, value)
		put_field(e, list,
		    part->key != NULL
			? arena_printf(e->arena, "%s.%s", name, part->key)
			: name,
		    part);
		return;
	}
	if (json_is(value, JSON_INT))
		text = words_int(e->arena, value->integer);
	else if (text == NULL)
		text = json_true(value) ? "true" : "false";
	if (*text == '\0')
		return;
	one = json_put_object(e->arena, list, NULL);
	json_put_str(e->arena, one, "name", name);
	json_put_str(e->arena, one, "value",
	    text_clean(
		e->arena, text, strlen(text), TEXT_LINES, VALUE_MAX, NULL));
}

static void
put_read(struct edit *e, struct json *why, const struct json *read)
{
	struct json *list = json_put_array(e->arena, why, "read"), *one;

	JSON_EACH(item, read)
	{
		const struct json *value = json_get(item, "value");

		one = json_put_object(e->arena, list, NULL);
		json_put_str(e->arena, one, "what", json_get_str(item, "what"));
		json_put_str_or_null(
		    e->arena, one, "found", json_get_str(item, "found"));
		json_put_str(e->arena, one, "value",
		    json_str(value) != NULL ? json_str(value)
		    : json_is(value, JSON_INT)
			? words_int(e->arena, value->integer)
		    : json_true(value) ? edit_text(e, "yes", NULL)
				       : edit_text(e, "no", NULL));
	}
}

static void
put_why(struct edit_rule *r)
{
	struct edit *e = r->e;
	struct json *why = json_put_object(e->arena, e->view, "why"), *fields;
	const char *asked = edit_field(e, "event");
	const struct judge_event *ev;

	json_put_str(e->arena, why, "asked", asked);
	json_put_bool(
	    e->arena, why, "missing", *asked != '\0' && r->traced < 0);
	if (r->traced < 0)
		return;
	ev = &r->tryout.events[r->traced];
	edit_put_event(e, json_put_array(e->arena, why, "event"), ev,
	    r->ok ? r->tried.rule.reasons[r->traced] : NULL);
	fields = json_put_array(e->arena, why, "fields");
	JSON_EACH(field, ev->data)
	if (strncmp(field->key, "folded", strlen("folded")) != 0)
		put_field(e, fields, field->key, field);
	if (!r->ok)
		return;
	json_put_bool(
	    e->arena, why, "yes", r->tried.rule.answers[r->traced] == '1');
	json_put_bool(
	    e->arena, why, "no", r->tried.rule.answers[r->traced] != '1');
	put_read(e, why, r->tried.read);
}

/* ---- what the file says of itself -------------------------------------- */

static void
put_option(struct edit *e, struct json *list, const char *value,
    const char *label, bool chosen)
{
	struct json *one = json_put_object(e->arena, list, NULL);

	json_put_str(e->arena, one, "value", value);
	json_put_str(e->arena, one, "label", label);
	json_put_bool(e->arena, one, "chosen", chosen);
}

static bool
same(const char *a, const char *b)
{
	return a != NULL && strcmp(a, b) == 0;
}

void
edit_put_groups(struct edit *e, struct json *into, const struct programme *p,
    const char *group)
{
	struct json *list = json_put_array(e->arena, into, "groups");

	for (size_t i = 0; i < p->group_count; i++)
		put_option(e, list, p->groups[i].id,
		    programme_say(p, p->groups[i].label, e->language),
		    same(group, p->groups[i].id));
	put_option(e, list, "", edit_text(e, "more", NULL), group == NULL);
}

static void
put_settings(struct edit_rule *r)
{
	static const char *const effects[] = { "", "hide", "feature", "full" };
	struct edit *e = r->e;
	const struct json *about = r->tried.rule.about;
	struct json *s = json_put_object(e->arena, e->view, "settings"), *list;
	const char *effect = json_get_str(about, "effect");

	edit_put_texts(e, s, &r->tryout.inforce.programme, "label",
	    json_get(about, "label"));
	edit_put_groups(
	    e, s, &r->tryout.inforce.programme, json_get_str(about, "group"));
	list = json_put_array(e->arena, s, "effects");
	for (size_t i = 0; i < sizeof(effects) / sizeof(*effects); i++)
		put_option(e, list, effects[i],
		    edit_text(e,
			arena_printf(e->arena, "effect-%s",
			    *effects[i] != '\0' ? effects[i] : "choice"),
			NULL),
		    same(effect, effects[i]) ||
			(effect == NULL && *effects[i] == '\0'));
	json_put_str(e->arena, s, "order",
	    json_get(about, "order") != NULL
		? words_int(e->arena, json_get_int(about, "order", 0))
		: "");
}

/* ---- all of it --------------------------------------------------------- */

void
edit_rule_put(struct edit_rule *r)
{
	struct edit *e = r->e;
	struct judge_rule gone = { .id = r->id };
	struct effect_rule x;
	struct judge j;

	if (!db_ok(e->db))
		return;
	j = (struct judge){ .arena = e->arena,
		.programme = &r->tryout.inforce.programme,
		.rules = &e->rules,
		.events = r->tryout.events,
		.count = r->tryout.count,
		.list = &r->tried.rule,
		.rule_count = 1 };
	put_problems(r, &j);
	json_put_bool(e->arena, e->view, "ok", r->ok);
	put_why(r);
	if (!r->ok)
		return;
	if (r->goes)
		j.list = &gone;
	effect_one(e->arena, e->db, &j, &x);
	edit_put_effect(
	    e, json_put_object(e->arena, e->view, "difference"), &j, &x);
	put_result(r);
	put_cost(r);
	json_put_int(e->arena, e->view, "examples", (int64_t)r->tried.examples);
	put_settings(r);
	edit_put_tests(r);
}
