/* copy_event.c -- events as columns, and the words that find them. */
#include <string.h>

#include "arena.h"
#include "bits.h"
#include "buf.h"
#include "copy.h"
#include "event.h"
#include "json.h"
#include "snapshot.h"
#include "text.h"

#define WORDS_MAX ((size_t)64 << 10) /* bytes of the words of an event */

/* ---- one event at hand ------------------------------------------------- */

void
copy_take(struct copy *c, uint32_t event)
{
	arena_reset(c->scratch);
	c->event = event;
	c->tree = snapshot_tree(c->scratch, c->s, c->l->pages[event]);
}

bool
copy_has_sets(const struct snapshot_facet *f)
{
	return f->kind == SNAPSHOT_GROUP || f->kind == SNAPSHOT_BUILT_IN;
}

const char *
copy_label(const struct copy *c, size_t choice)
{
	return snapshot_string(c->s, c->l->choice_labels[choice]);
}

/* ---- words ------------------------------------------------------------- */

/* For each event that has a word: count it, or put it down. */
static void
note_word(struct copy *c, const struct snapshot_word *word, uint64_t *set,
    bool is_counted)
{
	size_t words = c->s->set_words, count = c->s->event_count;

	memset(set, 0, words * sizeof(*set));
	snapshot_add_word(c->s, c->l, word, set);
	for (size_t e = bits_next(set, words, 0); e < count;
	     e = bits_next(set, words, e + 1)) {
		if (is_counted)
			c->words[e][c->word_counts[e]] =
			    snapshot_string(c->s, word->text);
		c->word_counts[e]++;
	}
}

/* The index of words, turned round: the words of each event, sorted. */
static void
gather_words(struct copy *c)
{
	const struct snapshot_language *l = c->l;
	size_t count = c->s->event_count;
	uint64_t *set = ARENA_ARRAY(c->arena, uint64_t, c->s->set_words);

	c->words = ARENA_ARRAY(c->arena, const char **, count);
	c->word_counts = ARENA_ARRAY(c->arena, size_t, count);
	for (size_t i = 0; i < l->word_count; i++)
		note_word(c, &l->words[i], set, false);
	for (size_t i = 0; i < count; i++) {
		c->words[i] =
		    ARENA_ARRAY(c->arena, const char *, c->word_counts[i]);
		c->word_counts[i] = 0;
	}
	for (size_t i = 0; i < l->word_count; i++)
		note_word(c, &l->words[i], set, true);
}

static void
free_scratch(void *scratch)
{
	arena_free(scratch);
}

struct copy
copy_of(struct arena *a, const struct snapshot *s,
    const struct snapshot_language *l)
{
	struct copy c = { .arena = a, .scratch = arena_new(), .s = s, .l = l };

	arena_defer(a, free_scratch, c.scratch);
	gather_words(&c);
	return c;
}

/* What a phone finds by itself: " word word". */
static void
put_known(const struct copy *c, struct buf *known)
{
	const struct snapshot *s = c->s;

	text_add_words(known, json_get_str(c->tree, "title"));
	text_add_words(known, json_get_str(json_get(c->tree, "place"), "name"));
	if (s->events[c->event].town != SNAPSHOT_NONE)
		text_add_words(known, copy_label(c, s->events[c->event].town));
	for (size_t i = 0; i < s->facet_count; i++) {
		const struct snapshot_facet *f = &s->facets[i];

		for (size_t k = f->choice; k < f->choice + f->choices; k++)
			if (f->kind == SNAPSHOT_GROUP && k != f->unstated &&
			    bits_has(snapshot_own(s, k), c->event))
				text_add_words(known, copy_label(c, k));
	}
}

/* The words besides, without those that begin another one: a search for them
 * finds the event by that. */
static void
put_words(struct copy *c, struct json *list)
{
	struct buf known = buf_new(c->scratch, WORDS_MAX),
		   all = buf_new(c->scratch, WORDS_MAX);
	const char **words;
	size_t count;

	words = c->words[c->event];
	count = c->word_counts[c->event];
	put_known(c, &known);
	for (size_t i = 0; i < count; i++) {
		if ((i + 1 < count && strncmp(words[i + 1], words[i],
					  strlen(words[i])) == 0) ||
		    strstr(known.data,
			arena_printf(c->scratch, " %s", words[i])) != NULL)
			continue;
		if (all.len > 0)
			buf_putc(&all, ' ');
		buf_puts(&all, words[i]);
	}
	json_put_strn(c->arena, list, NULL,
	    arena_strndup(c->arena, all.data, all.len), all.len);
}

/* ---- columns ----------------------------------------------------------- */

/* Strings of a tree lie in the snapshot and outlast it. */
static void
put_text(struct copy *c, struct json *list, const char *text)
{
	json_put_str(c->arena, list, NULL, text != NULL ? text : "");
}

/* In the columns of all, numbers are steps from one event to the next: short,
 * and most alike. */
static void
put_slot(struct copy *c, struct json *list)
{
	int64_t slot = c->s->events[c->event].slot;

	json_put_int(c->arena, list, NULL,
	    c->before != NULL ? slot - c->before->slot : slot);
}

static void
put_uid(struct copy *c, struct json *list)
{
	put_text(c, list, json_get_str(c->tree, "uid"));
}

/* One that the title gives anyway need not be said. */
static void
put_slug(struct copy *c, struct json *list)
{
	const char *slug = json_get_str(c->tree, "slug");

	if (!c->alone &&
	    strcmp(text_slug(c->scratch, json_get_str(c->tree, "title"),
		       EVENT_SLUG_MAX),
		slug) == 0)
		slug = "";
	put_text(c, list, slug);
}

static void
put_title(struct copy *c, struct json *list)
{
	put_text(c, list, json_get_str(c->tree, "title"));
}

static void
put_lang(struct copy *c, struct json *list)
{
	put_text(c, list, json_get_str(c->tree, "lang"));
}

static void
put_place(struct copy *c, struct json *list)
{
	put_text(c, list, json_get_str(json_get(c->tree, "place"), "name"));
}

static void
put_town(struct copy *c, struct json *list)
{
	uint32_t town = c->s->events[c->event].town;

	if (c->alone)
		put_text(c, list,
		    town != SNAPSHOT_NONE
			? snapshot_string(c->s, c->s->choices[town].id)
			: "");
	else
		json_put_int(c->arena, list, NULL,
		    town != SNAPSHOT_NONE
			? (int64_t)town - snapshot_towns(c->s)->choice
			: -1);
}

static void
put_degrees(struct copy *c, struct json *list, int32_t lat, int32_t n)
{
	if (lat == SNAPSHOT_NOWHERE)
		json_put_null(c->arena, list, NULL);
	else
		json_put_int(c->arena, list, NULL, n);
}

static void
put_lat(struct copy *c, struct json *list)
{
	const struct snapshot_event *e = &c->s->events[c->event];

	put_degrees(c, list, e->lat, e->lat);
}

static void
put_lon(struct copy *c, struct json *list)
{
	const struct snapshot_event *e = &c->s->events[c->event];

	put_degrees(c, list, e->lat, e->lon);
}

static void
put_status(struct copy *c, struct json *list)
{
	json_put_int(c->arena, list, NULL, c->s->events[c->event].status);
}

static void
put_attendance(struct copy *c, struct json *list)
{
	json_put_int(c->arena, list, NULL, c->s->events[c->event].attendance);
}

static void
put_featured(struct copy *c, struct json *list)
{
	json_put_int(c->arena, list, NULL, c->s->events[c->event].featured);
}

/* Begins as steps, then lengths; or by itself: number, begin, end. */
static void
put_timings(struct copy *c, struct json *list)
{
	const struct snapshot_event *e = &c->s->events[c->event];
	struct json *all = json_put_array(c->arena, list, NULL);
	int32_t from = c->before != NULL ? c->before->begin : 0;

	for (size_t i = e->timing; i < e->timing + e->timings; i++) {
		const struct snapshot_timing *t = &c->s->timings[i];

		if (c->alone)
			json_put_int(c->arena, all, NULL, t->number);
		json_put_int(
		    c->arena, all, NULL, c->alone ? t->begin : t->begin - from);
		json_put_int(
		    c->arena, all, NULL, c->alone ? t->end : t->end - t->begin);
		from = t->begin;
	}
}

/* Where they are not 1, 2, 3... */
static void
put_numbers(struct copy *c, struct json *list)
{
	const struct snapshot_event *e = &c->s->events[c->event];
	const struct snapshot_timing *t = &c->s->timings[e->timing];
	struct json *all = json_put_array(c->arena, list, NULL);
	bool plain = true;

	for (size_t i = 0; i < e->timings; i++)
		plain &= t[i].number == (int32_t)i + 1;
	for (size_t i = 0; i < e->timings && !plain; i++)
		json_put_int(c->arena, all, NULL, t[i].number);
}

static void
put_when(struct copy *c, struct json *list)
{
	struct json *all = json_put_array(c->arena, list, NULL);

	JSON_EACH(day, json_get(c->tree, "days"))
	put_text(c, all, json_get_str(day, "when"));
}

static void
put_choice(struct copy *c, struct json *all, const struct snapshot_facet *f,
    size_t choice, int64_t place)
{
	if (c->named)
		json_put_str(c->arena, all, NULL,
		    arena_printf(c->arena, "%s/%s",
			snapshot_string(c->s, f->id),
			snapshot_string(c->s, c->s->choices[choice].id)));
	else
		json_put_int(c->arena, all, NULL, place);
}

/* Places among all choices that have sets. */
static void
put_choices(struct copy *c, struct json *list)
{
	struct json *all = json_put_array(c->arena, list, NULL);
	int64_t place = 0;

	for (size_t i = 0; i < c->s->facet_count; i++) {
		const struct snapshot_facet *f = &c->s->facets[i];

		for (size_t k = f->choice;
		     copy_has_sets(f) && k < f->choice + f->choices;
		     k++, place++)
			if (bits_has(snapshot_own(c->s, k), c->event))
				put_choice(c, all, f, k, place);
	}
}

enum where { EVERYWHERE, OF_ALL, ALONE };

static const struct {
	const char *name;
	void (*put)(struct copy *, struct json *list);
	enum where where;
} columns[] = {
	{ "slot", put_slot, EVERYWHERE },
	{ "uid", put_uid, EVERYWHERE },
	{ "slug", put_slug, EVERYWHERE },
	{ "title", put_title, EVERYWHERE },
	{ "lang", put_lang, EVERYWHERE },
	{ "place", put_place, EVERYWHERE },
	{ "town", put_town, EVERYWHERE },
	{ "lat", put_lat, EVERYWHERE },
	{ "lon", put_lon, EVERYWHERE },
	{ "status", put_status, EVERYWHERE },
	{ "attendance", put_attendance, EVERYWHERE },
	{ "featured", put_featured, EVERYWHERE },
	{ "timings", put_timings, EVERYWHERE },
	{ "numbers", put_numbers, OF_ALL },
	{ "when", put_when, EVERYWHERE },
	{ "words", put_words, EVERYWHERE },
	{ "choices", put_choices, ALONE },
};

#define COLUMNS (sizeof(columns) / sizeof(*columns))

void
copy_put_events(
    struct copy *c, struct json *into, const uint32_t *events, size_t count)
{
	struct json *object = json_put_object(c->arena, into, "events"),
		    *lists[COLUMNS] = { NULL };

	for (size_t i = 0; i < COLUMNS; i++)
		if (columns[i].where != (c->alone ? OF_ALL : ALONE))
			lists[i] =
			    json_put_array(c->arena, object, columns[i].name);
	for (size_t k = 0; k < count; k++) {
		copy_take(c, events[k]);
		for (size_t i = 0; i < COLUMNS; i++)
			if (lists[i] != NULL)
				columns[i].put(c, lists[i]);
		c->before = c->alone ? NULL : &c->s->events[events[k]];
	}
}
