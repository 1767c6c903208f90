/* edition_words.c -- the words of search and where they stand. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "bits.h"
#include "buf.h"
#include "catalog.h"
#include "edition.h"
#include "json.h"
#include "pack.h"
#include "rule_data.h"
#include "text.h"
#include "www.h"

#define TEXT_MAX ((size_t)64 << 10) /* bytes of an event's words */

struct pair {
	const char *word;
	uint32_t event;
};

struct pairs {
	struct pair *list;
	size_t count, size;
};

static void
add(struct arena *a, struct pairs *p, const char *word, size_t len,
    uint32_t event)
{
	if (p->count == p->size) {
		size_t size = p->size > 0 ? 2 * p->size : 4096;

		p->list = arena_grow(a, p->list, p->size * sizeof(*p->list),
		    size * sizeof(*p->list));
		p->size = size;
	}
	p->list[p->count++] =
	    (struct pair){ arena_strndup(a, word, len), event };
}

/* ---- what is searched -------------------------------------------------- */

static void
fold_keywords(struct buf *all, const struct edition_event *e,
    const struct www_language *l)
{
	const struct json *keywords = json_get(e->from->document, "keywords"),
			  *list = json_get(keywords, l->code);

	if (list == NULL && json_is(keywords, JSON_OBJECT))
		list = keywords->first;
	JSON_EACH(keyword, list)
	text_add_words(all, json_str(keyword));
}

/* The text of an event: title, place with its address, town, organiser,
 * keywords, and the labels of its choices, as they are shown. */
static void
fold_event(const struct edition *ed, size_t event, const struct www_language *l,
    struct buf *all)
{
	static const char *const members[] = { "name", "address", "postcode" };
	const struct edition_event *e = &ed->events[event];
	const struct json *place = json_get(e->from->document, "place");
	size_t language = edition_language(ed, l);

	text_add_words(all, edition_title(ed, e, l));
	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++)
		text_add_words(all, json_get_str(place, members[i]));
	if (e->town != SNAPSHOT_NONE)
		text_add_words(all, ed->choices[e->town].labels[language]);
	text_add_words(all,
	    rule_data_organiser(ed->programme, e->from->document, l->code));
	fold_keywords(all, e, l);
	for (size_t i = 0; i < ed->facet_count; i++) {
		const struct edition_facet *f = &ed->facets[i];

		for (size_t k = f->choice; k < f->choice + f->choices; k++)
			if (f->kind == SNAPSHOT_GROUP && k != f->unstated &&
			    bits_has(ed->choices[k].own, event))
				text_add_words(
				    all, ed->choices[k].labels[language]);
	}
}

/* ---- the index --------------------------------------------------------- */

static int
by_word(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	int order = strcmp(x->word, y->word);

	return order != 0 ? order
			  : (x->event > y->event) - (x->event < y->event);
}

static void
split(struct arena *a, const char *text, struct pairs *p, uint32_t event)
{
	for (;;) {
		size_t len;

		text += strspn(text, " ");
		len = strcspn(text, " ");
		if (len == 0)
			return;
		add(a, p, text, len, event);
		text += len;
	}
}

struct index {
	const struct edition *ed;
	struct buf *words, *postings, *often;
	uint64_t *set; /* scratch */
};

/* A run of the same word, an event after the other. */
static void
write_word(struct index *x, const struct pair *run, size_t count)
{
	size_t words = x->ed->set_words, events;
	struct snapshot_word w = { .text = (uint32_t)pack_string(x->ed->pack,
				       run->word, strlen(run->word)) };

	memset(x->set, 0, words * sizeof(*x->set));
	for (size_t i = 0; i < count; i++)
		bits_add(x->set, run[i].event);
	events = bits_count(x->set, words);
	w.events = (uint32_t)events;
	if (snapshot_is_often(events, words)) {
		w.where = (uint32_t)(x->often->len / sizeof(*x->set));
		buf_put(x->often, x->set, words * sizeof(*x->set));
	} else {
		w.where = (uint32_t)(x->postings->len / sizeof(uint32_t));
		for (size_t i = 0; i < count; i++)
			if (i == 0 || run[i].event != run[i - 1].event)
				buf_put(x->postings, &run[i].event,
				    sizeof(run[i].event));
	}
	buf_put(x->words, &w, sizeof(w));
}

void
edition_words(const struct edition *ed, const struct www_language *l,
    struct buf *words, struct buf *postings, struct buf *often)
{
	struct arena *a = arena_new();
	struct index x = { ed, words, postings, often,
		ARENA_ARRAY(a, uint64_t, ed->set_words) };
	struct buf text = buf_new(a, TEXT_MAX);
	struct pairs p = { 0 };

	for (size_t i = 0; i < ed->count; i++) {
		buf_clear(&text);
		fold_event(ed, i, l, &text);
		split(a, text.data, &p, (uint32_t)i);
	}
	if (p.count > 0)
		qsort(p.list, p.count, sizeof(*p.list), by_word);
	for (size_t i = 0, k; i < p.count; i = k) {
		for (k = i;
		     k < p.count && strcmp(p.list[k].word, p.list[i].word) == 0;
		     k++)
			;
		write_word(&x, p.list + i, k - i);
	}
	arena_free(a);
}
