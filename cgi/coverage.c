/* coverage.c -- what the rules leave open. */
#include <string.h>

#include "arena.h"
#include "bits.h"
#include "coverage.h"
#include "db.h"
#include "err.h"
#include "json.h"
#include "live.h"
#include "missed.h"
#include "snapshot.h"

struct cover {
	struct arena *arena;
	const struct snapshot *s;
	const struct snapshot_language *l;
	const struct json *states;
	struct json *out;
	size_t *rules;  /* choices that are rules' */
	size_t *counts; /* ... events of each */
	size_t count;
};

static const char *
id_of(const struct cover *c, size_t choice)
{
	return snapshot_string(c->s, c->s->choices[choice].id);
}

static void
find_rules(struct cover *c)
{
	const struct snapshot *s = c->s;

	c->rules = ARENA_ARRAY(c->arena, size_t, s->choice_count + 1);
	c->counts = ARENA_ARRAY(c->arena, size_t, s->choice_count + 1);
	for (size_t f = 0; f < s->facet_count; f++) {
		const struct snapshot_facet *facet = &s->facets[f];

		for (uint32_t i = facet->choice;
		     facet->kind == SNAPSHOT_GROUP &&
		     i < facet->choice + facet->choices;
		     i++) {
			if (i == facet->unstated)
				continue;
			c->counts[c->count] =
			    bits_count(snapshot_own(s, i), s->set_words);
			c->rules[c->count++] = i;
		}
	}
}

/* ---- groups ------------------------------------------------------------ */

static void
put_event(const struct cover *c, struct json *list, size_t event)
{
	const struct json *page =
	    snapshot_tree(c->arena, c->s, c->l->pages[event]);
	struct json *one = json_put_object(c->arena, list, NULL);

	json_put_str(c->arena, one, "name",
	    snapshot_string(c->s, c->s->events[event].name));
	json_put(c->arena, one, "slug", json_get(page, "slug"));
	json_put(c->arena, one, "title", json_get(page, "title"));
}

static void
put_groups(const struct cover *c)
{
	struct json *groups = json_put_array(c->arena, c->out, "groups");

	for (size_t f = 0; f < c->s->facet_count; f++) {
		const struct snapshot_facet *facet = &c->s->facets[f];
		struct json *group, *list;
		const uint64_t *set;

		if (facet->unstated == SNAPSHOT_NONE)
			continue;
		set = snapshot_own(c->s, facet->unstated);
		group = json_put_object(c->arena, groups, NULL);
		json_put_str(
		    c->arena, group, "group", snapshot_string(c->s, facet->id));
		json_put_str(c->arena, group, "label",
		    snapshot_string(c->s, c->l->facet_labels[f]));
		list = json_put_array(c->arena, group, "unmatched");
		for (size_t i = 0;
		     i < c->s->event_count && list->len < COVERAGE_EVENTS_MAX;
		     i++)
			if (bits_has(set, i))
				put_event(c, list, i);
		json_put_int(c->arena, group, "total",
		    (int64_t)bits_count(set, c->s->set_words));
	}
}

/* ---- rules ------------------------------------------------------------- */

static bool
is_choice(const struct cover *c, const char *rule)
{
	for (size_t i = 0; i < c->count; i++)
		if (strcmp(id_of(c, c->rules[i]), rule) == 0)
			return true;
	return false;
}

/* The rules that match none, or all: choices by what is shown, the others by
 * what they were asked. */
static void
put_extremes(const struct cover *c)
{
	struct json *never = json_put_array(c->arena, c->out, "never"),
		    *always = json_put_array(c->arena, c->out, "always");

	for (size_t i = 0; i < c->count && c->s->event_count > 0; i++)
		if (c->counts[i] == 0 || c->counts[i] == c->s->event_count)
			json_put_str(c->arena,
			    c->counts[i] == 0 ? never : always, NULL,
			    id_of(c, c->rules[i]));
	JSON_EACH(state, c->states)
	{
		const char *rule = json_get_str(state, "rule"),
			   *standing = json_get_str(state, "standing");
		int64_t matched = json_get_int(state, "matched", 0),
			of = json_get_int(state, "of", 0);

		if (rule == NULL || standing == NULL || of == 0 ||
		    strcmp(standing, "absent") == 0 || is_choice(c, rule))
			continue;
		if (matched == 0 || matched == of)
			json_put_str(c->arena, matched == 0 ? never : always,
			    NULL, rule);
	}
}

static bool
is_same(const struct cover *c, size_t i, size_t k)
{
	return c->counts[i] == c->counts[k] &&
	       memcmp(snapshot_own(c->s, c->rules[i]),
		   snapshot_own(c->s, c->rules[k]),
		   c->s->set_words * sizeof(uint64_t)) == 0;
}

static void
put_same(const struct cover *c)
{
	struct json *same = json_put_array(c->arena, c->out, "same"), *pair;
	int64_t total = 0;

	for (size_t i = 0; i < c->count; i++)
		for (size_t k = i + 1; k < c->count; k++) {
			if (c->counts[i] == 0 || !is_same(c, i, k) ||
			    ++total > COVERAGE_PAIRS_MAX)
				continue;
			pair = json_put_array(c->arena, same, NULL);
			json_put_str(
			    c->arena, pair, NULL, id_of(c, c->rules[i]));
			json_put_str(
			    c->arena, pair, NULL, id_of(c, c->rules[k]));
		}
	json_put_int(c->arena, c->out, "same_total", total);
}

/* ---- all of it --------------------------------------------------------- */

struct json *
coverage_of(struct arena *a, const struct snapshot *s,
    const struct json *states, const char *language)
{
	int l = language != NULL ? snapshot_language(s, language) : 0;
	struct cover c = { .arena = a,
		.s = s,
		.l = &s->languages[l > 0 ? l : 0],
		.states = states,
		.out = json_object(a) };

	find_rules(&c);
	put_groups(&c);
	put_extremes(&c);
	put_same(&c);
	return c.out;
}

/* The states of the publication that is read: another one may be stored since.
 * NULL with a sentence. */
static const struct json *
read_states(
    struct arena *a, const char *db_path, int64_t publication, struct err *err)
{
	struct db *db = db_open(a, db_path, DB_READ, err);
	struct json *states = json_array(a);
	struct db_query *q;
	const char *text;

	if (db == NULL)
		return NULL;
	db_begin(db);
	q = db_query(db, "SELECT states FROM publication WHERE id = ?1");
	db_bind(q, 1, publication);
	if (db_step(q)) {
		text = arena_strdup(a, db_text(q, 0));
		if (!json_parse(a, text, strlen(text), NULL, &states, err))
			states = NULL;
	}
	return db_end(db, err) ? states : NULL;
}

struct json *
coverage_read(
    struct arena *a, const char *db_path, const char *language, struct err *err)
{
	const struct json *states;
	struct json *coverage;
	struct snapshot s;

	if (!live_read(a, db_path, &s, err))
		return NULL;
	states = read_states(a, db_path, s.head->publication, err);
	if (states == NULL)
		return NULL;
	coverage = coverage_of(a, &s, states, language);
	json_put(a, coverage, "searches", missed_list(a, db_path));
	return coverage;
}
