/* edition_facet.c -- what can be filtered by. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "bits.h"
#include "buf.h"
#include "catalog.h"
#include "edition.h"
#include "edition_town.h"
#include "event.h"
#include "json.h"
#include "judge.h"
#include "programme.h"
#include "span.h"
#include "text.h"
#include "when.h"
#include "words.h"
#include "www.h"

size_t
edition_language(const struct edition *ed, const struct www_language *l)
{
	return (size_t)(l - ed->www->languages);
}

/* ---- adding ------------------------------------------------------------ */

static struct edition_facet *
add_facet(struct edition *ed, const char *id, enum snapshot_facet_kind kind)
{
	struct edition_facet *f = &ed->facets[ed->facet_count++];

	*f = (struct edition_facet){ .id = id,
		.kind = kind,
		.choice = ed->choice_count,
		.unstated = SIZE_MAX };
	return f;
}

/* A choice of the facet that was added last. */
static struct edition_choice *
add_choice(struct edition *ed, const char *id)
{
	struct edition_choice *c = &ed->choices[ed->choice_count];

	if (ed->choice_count + 1 < EDITION_CHOICES_MAX)
		ed->choice_count++;
	else
		ed->overflown = true; /* the last one is made over and over */
	*c = (struct edition_choice){ .id = id, .rule = SIZE_MAX };
	c->at.lat = SNAPSHOT_NOWHERE;
	c->own = c->set = ARENA_ARRAY(ed->arena, uint64_t, ed->set_words);
	ed->facets[ed->facet_count - 1].choices =
	    ed->choice_count - ed->facets[ed->facet_count - 1].choice;
	return c;
}

/* A label that is the interface's own. */
static void
label_word(struct edition *ed, const char **labels, enum word word)
{
	for (size_t l = 0; l < ed->www->count; l++)
		labels[l] = words_text(&ed->www->languages[l].words, word);
}

static void
label_item(struct edition *ed, const char **labels, enum word word, size_t n)
{
	for (size_t l = 0; l < ed->www->count; l++)
		labels[l] = words_item(&ed->www->languages[l].words, word, n);
}

static void
label_text(struct edition *ed, const char **labels, const struct json *label,
    const char *otherwise)
{
	for (size_t l = 0; l < ed->www->count; l++) {
		labels[l] = programme_say(
		    ed->programme, label, ed->www->languages[l].code);
		if (labels[l] == NULL)
			labels[l] = otherwise;
	}
}

/* ---- days -------------------------------------------------------------- */

static int
by_number(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

/* The festival's days and all others on which something is, each once. */
static int32_t *
all_days(struct edition *ed, size_t *count)
{
	const struct programme *p = ed->programme;
	size_t size = p->day_count, n = 0;
	int32_t *days;

	for (size_t i = 0; i < ed->count; i++)
		size += ed->events[i].span_count;
	days = ARENA_ARRAY(ed->arena, int32_t, size);
	for (size_t i = 0; i < p->day_count; i++)
		days[n++] = p->days[i];
	for (size_t i = 0; i < ed->count; i++)
		for (size_t k = 0; k < ed->events[i].span_count; k++)
			days[n++] = ed->events[i].spans[k].day;
	qsort(days, n, sizeof(*days), by_number);
	*count = 0;
	for (size_t i = 0; i < n; i++)
		if (i == 0 || days[i] != days[i - 1])
			days[(*count)++] = days[i];
	return days;
}

static void
add_days(struct edition *ed)
{
	struct edition_facet *f = add_facet(ed, "day", SNAPSHOT_DAY);
	size_t count;
	int32_t *days = all_days(ed, &count);

	label_word(ed, f->labels, W_DAYS);
	for (size_t i = 0; i < count; i++) {
		struct buf id = buf_new(ed->arena, 16);
		struct edition_choice *c;

		when_put_day(&id, days[i]);
		c = add_choice(ed, id.data);
		for (size_t l = 0; l < ed->www->count; l++)
			c->labels[l] = words_day(ed->arena,
			    &ed->www->languages[l].words, W_DAY_SHORT, days[i]);
	}
	for (size_t i = 0; i < ed->count; i++)
		for (size_t k = 0; k < ed->events[i].span_count; k++) {
			const int32_t *at = bsearch(&ed->events[i].spans[k].day,
			    days, count, sizeof(*days), by_number);

			bits_add(
			    ed->choices[f->choice + (size_t)(at - days)].own,
			    i);
		}
}

/* ---- groups ------------------------------------------------------------ */

static bool
in_group(const struct judge_rule *r, const char *group)
{
	const char *its = json_get_str(r->about, "group");

	if (!judge_is_choice(r))
		return false;
	return strcmp(its != NULL ? its : PROGRAMME_MORE, group) == 0;
}

/* By "order", then by name (in which they come already). */
static int
by_order(const void *a, const void *b)
{
	const struct judge_rule *x = *(const struct judge_rule *const *)a,
				*y = *(const struct judge_rule *const *)b;
	int64_t i = json_get_int(x->about, "order", INT32_MAX),
		k = json_get_int(y->about, "order", INT32_MAX);

	if (i != k)
		return i < k ? -1 : 1;
	return strcmp(x->id, y->id);
}

static const struct judge_rule **
rules_of(struct edition *ed, const char *group, size_t *count)
{
	const struct judge *j = ed->judge;
	const struct judge_rule **list =
	    ARENA_ARRAY(ed->arena, const struct judge_rule *, j->rule_count);

	*count = 0;
	for (size_t i = 0; i < j->rule_count; i++)
		if (in_group(&j->list[i], group))
			list[(*count)++] = &j->list[i];
	if (*count > 1)
		qsort(list, *count, sizeof(*list), by_order);
	return list;
}

static void
add_rule(struct edition *ed, const struct judge_rule *r)
{
	struct edition_choice *c = add_choice(ed, r->id);

	c->rule = (size_t)(r - ed->judge->list);
	label_text(ed, c->labels, json_get(r->about, "label"), r->id);
	for (size_t i = 0; i < ed->count; i++)
		if (r->answers[ed->events[i].judged] == '1')
			bits_add(c->own, i);
}

/* Who is found by the other choices too. */
static void
apply_also(struct edition *ed, struct edition_facet *f, const char *const *also)
{
	struct edition_choice *choices = &ed->choices[f->choice], *welcome;

	for (; *also != NULL; also++) {
		welcome = NULL;
		for (size_t i = 0; i < f->choices; i++)
			if (strcmp(choices[i].id, *also) == 0)
				welcome = &choices[i];
		if (welcome != NULL)
			welcome->also = true;
		for (size_t i = 0; welcome != NULL && i < f->choices; i++) {
			if (&choices[i] == welcome)
				continue;
			if (choices[i].set == choices[i].own) {
				choices[i].set = ARENA_ARRAY(
				    ed->arena, uint64_t, ed->set_words);
				memcpy(choices[i].set, choices[i].own,
				    ed->set_words * sizeof(uint64_t));
			}
			bits_or(choices[i].set, welcome->own, ed->set_words);
		}
	}
}

/* The events for which no rule of the group says yes. */
static void
add_unstated(struct edition *ed, struct edition_facet *f)
{
	size_t first = f->choice, count = f->choices;
	struct edition_choice *c = add_choice(ed, PROGRAMME_NOT_STATED);

	label_word(ed, c->labels, W_NOT_STATED);
	f->unstated = first + count;
	for (size_t i = 0; i < ed->count; i++) {
		bool stated = false;

		for (size_t k = first; k < first + count; k++)
			stated |= bits_has(ed->choices[k].own, i);
		if (!stated)
			bits_add(c->own, i);
	}
}

static void
add_groups(struct edition *ed)
{
	const struct programme *p = ed->programme;
	bool cards = false;

	for (size_t i = 0; i < p->group_count; i++)
		cards |= p->groups[i].card;
	for (size_t i = 0; i < p->group_count; i++) {
		const struct programme_group *g = &p->groups[i];
		size_t count;
		const struct judge_rule **rules = rules_of(ed, g->id, &count);
		struct edition_facet *f;

		if (count == 0)
			continue; /* no rule gives an answer to this question */
		f = add_facet(ed, g->id, SNAPSHOT_GROUP);
		f->card = cards ? g->card : i == 0;
		label_text(ed, f->labels, g->label, g->id);
		for (size_t k = 0; k < count; k++)
			add_rule(ed, rules[k]);
		apply_also(ed, f, g->also);
		add_unstated(ed, f);
	}
}

static void
add_more(struct edition *ed)
{
	struct edition_facet *f;
	size_t count;
	const struct judge_rule **rules = rules_of(ed, PROGRAMME_MORE, &count);

	if (count == 0)
		return;
	f = add_facet(ed, PROGRAMME_MORE, SNAPSHOT_GROUP);
	label_word(ed, f->labels, W_MORE);
	for (size_t i = 0; i < count; i++)
		add_rule(ed, rules[i]);
}

/* ---- what every programme has ------------------------------------------ */

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *
department_of(const struct edition_event *e)
{
	return json_get_str(json_get(e->from->document, "place"), "department");
}

static void
add_departments(struct edition *ed)
{
	const char **names = ARENA_ARRAY(ed->arena, const char *, ed->count);
	struct edition_facet *f =
	    add_facet(ed, "department", SNAPSHOT_BUILT_IN);
	size_t count = 0;

	label_word(ed, f->labels, W_DEPARTMENT);
	for (size_t i = 0; i < ed->count; i++)
		if (department_of(&ed->events[i]) != NULL)
			names[count++] = department_of(&ed->events[i]);
	if (count > 1)
		qsort(names, count, sizeof(*names), by_text);
	for (size_t i = 0; i < count; i++) {
		const char *id = text_slug(ed->arena, names[i], EVENT_SLUG_MAX);
		struct edition_choice *c = NULL;

		for (size_t k = f->choice; k < f->choice + f->choices; k++)
			if (strcmp(ed->choices[k].id, id) == 0)
				c = &ed->choices[k];
		if (c == NULL)
			c = add_choice(ed, id);
		for (size_t l = 0; l < ed->www->count; l++)
			c->labels[l] = names[i];
	}
	for (size_t i = 0; i < ed->count; i++) {
		const char *name = department_of(&ed->events[i]);

		for (size_t k = f->choice;
		     name != NULL && k < f->choice + f->choices; k++)
			if (strcmp(ed->choices[k].id, text_slug(ed->arena, name,
							  EVENT_SLUG_MAX)) == 0)
				bits_add(ed->choices[k].own, i);
	}
}

/* A facet whose choices are the words of a member. */
static void
add_words_of(struct edition *ed, const char *id, enum word label,
    const char *const *list, enum word labels)
{
	struct edition_facet *f = add_facet(ed, id, SNAPSHOT_BUILT_IN);

	label_word(ed, f->labels, label);
	for (size_t n = 0; list[n] != NULL; n++) {
		struct edition_choice *c = add_choice(ed, list[n]);

		label_item(ed, c->labels, labels, n);
		for (size_t i = 0; i < ed->count; i++) {
			const struct json *j =
			    json_get(ed->events[i].from->document, id);

			if (json_str(j) != NULL &&
			    strcmp(j->string, list[n]) == 0)
				bits_add(c->own, i);
			if (json_is(j, JSON_ARRAY))
				JSON_EACH(word, j)
			if (strcmp(word->string, list[n]) == 0)
				bits_add(c->own, i);
		}
	}
}

static void
add_open(struct edition *ed)
{
	struct edition_facet *f = add_facet(ed, "open", SNAPSHOT_BUILT_IN);
	struct edition_choice *c = add_choice(ed, "1");

	label_word(ed, f->labels, W_OPEN);
	label_word(ed, c->labels, W_OPEN_YES);
	for (size_t i = 0; i < ed->count; i++)
		if (!ed->events[i].full &&
		    strcmp(ed->events[i].status, "cancelled") != 0)
			bits_add(c->own, i);
}

static void
add_towns(struct edition *ed)
{
	struct edition_facet *f = add_facet(ed, "town", SNAPSHOT_TOWN);
	size_t count;
	struct edition_town *towns = edition_towns(ed, &count);

	label_word(ed, f->labels, W_TOWN);
	for (size_t n = 0; n < count; n++) {
		struct edition_choice *c = add_choice(ed, towns[n].id);

		c->at = towns[n].at;
		for (size_t l = 0; l < ed->www->count; l++)
			c->labels[l] = towns[n].label;
		for (size_t i = 0; i < towns[n].count; i++) {
			bits_add(c->own, towns[n].events[i]);
			ed->events[towns[n].events[i]].town =
			    (uint32_t)(c - ed->choices);
		}
	}
}

void
edition_facets(struct edition *ed)
{
	ed->facets = ARENA_ARRAY(
	    ed->arena, struct edition_facet, PROGRAMME_GROUPS_MAX + 8);
	ed->choices =
	    ARENA_ARRAY(ed->arena, struct edition_choice, EDITION_CHOICES_MAX);
	add_days(ed);
	add_groups(ed);
	add_more(ed);
	add_towns(ed);
	add_departments(ed);
	add_words_of(ed, "access", W_ACCESS, event_accesses, W_ACCESSES);
	add_words_of(
	    ed, "attendance", W_ATTENDANCE, event_attendances, W_ATTENDANCES);
	add_open(ed);
}
