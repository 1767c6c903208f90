/* snapshot.c -- a publication as one run of bytes, read in place. */
#include <stddef.h>
#include <string.h>
#include <zlib.h>

#include "arena.h"
#include "bits.h"
#include "err.h"
#include "hash.h"
#include "json.h"
#include "pack.h"
#include "snapshot.h"

/* ---- the head ---------------------------------------------------------- */

static bool
within(const struct snapshot_span *s, uint64_t size)
{
	return s->at % 8 == 0 && s->at <= size && s->len <= size - s->at;
}

static bool
check(const struct snapshot_head *h, size_t len)
{
	if (len < sizeof(*h) ||
	    memcmp(h->magic, SNAPSHOT_MAGIC, sizeof(SNAPSHOT_MAGIC)) != 0 ||
	    h->size != len || h->languages == 0 ||
	    h->languages > SNAPSHOT_LANGUAGES_MAX ||
	    h->failing > len - sizeof(*h) ||
	    (h->failing > 0 && ((const char *)h)[len - 1] != '\0'))
		return false;
	for (size_t i = 0; i < SNAPSHOT_SECTIONS; i++)
		if (!within(&h->sections[i], len))
			return false;
	for (size_t l = 0; l < h->languages; l++)
		for (size_t i = 0; i < SNAPSHOT_LANGUAGE_SECTIONS; i++)
			if (!within(&h->of_language[l][i], len))
				return false;
	return true;
}

/* A section as a list of things of some size. */
static const void *
section(const struct snapshot_head *h, const struct snapshot_span *s,
    size_t size, size_t *count)
{
	if (count != NULL)
		*count = s->len / size;
	return (const char *)h + s->at;
}

static void
read_language(struct snapshot *s, size_t l)
{
	const struct snapshot_head *h = s->head;
	const struct snapshot_span *of = h->of_language[l];
	struct snapshot_language *to = &s->languages[l];

	to->code = h->codes[l];
	to->rows =
	    section(h, &of[SNAPSHOT_ROWS], sizeof(*to->rows), &to->row_count);
	to->row_events = section(h, &of[SNAPSHOT_ROW_EVENTS], 4, NULL);
	to->texts = section(h, &of[SNAPSHOT_TEXTS], 1, NULL);
	to->pages = section(h, &of[SNAPSHOT_PAGES], 8, NULL);
	to->facet_labels = section(h, &of[SNAPSHOT_LABELS], 4, NULL);
	to->choice_labels = to->facet_labels + s->facet_count;
	to->words = section(
	    h, &of[SNAPSHOT_WORDS], sizeof(*to->words), &to->word_count);
	to->postings = section(h, &of[SNAPSHOT_POSTINGS], 4, NULL);
	to->often = section(h, &of[SNAPSHOT_OFTEN], 8, NULL);
	to->pieces = section(
	    h, &of[SNAPSHOT_PIECES], sizeof(*to->pieces), &to->piece_count);
	to->site = h->sites[l];
}

static void
read_sections(struct snapshot *s)
{
	const struct snapshot_head *h = s->head;
	const struct snapshot_span *of = h->sections;

	s->events = section(
	    h, &of[SNAPSHOT_EVENTS], sizeof(*s->events), &s->event_count);
	s->timings =
	    section(h, &of[SNAPSHOT_TIMINGS], sizeof(*s->timings), NULL);
	s->starts = section(
	    h, &of[SNAPSHOT_STARTS], sizeof(*s->starts), &s->start_count);
	s->names = section(h, &of[SNAPSHOT_NAMES], 4, NULL);
	s->gone =
	    section(h, &of[SNAPSHOT_GONE], sizeof(*s->gone), &s->gone_count);
	s->days =
	    section(h, &of[SNAPSHOT_DAYS], sizeof(*s->days), &s->day_count);
	s->facets = section(
	    h, &of[SNAPSHOT_FACETS], sizeof(*s->facets), &s->facet_count);
	s->choices = section(
	    h, &of[SNAPSHOT_CHOICES], sizeof(*s->choices), &s->choice_count);
	s->bits = section(h, &of[SNAPSHOT_BITS], 8, NULL);
	s->set_words = (s->event_count + 63) / 64;
	s->towns = section(h, &of[SNAPSHOT_TOWNS], sizeof(*s->towns), NULL);
	s->zone.changes = section(
	    h, &of[SNAPSHOT_ZONE], sizeof(*s->zone.changes), &s->zone.count);
	s->packed.strings =
	    section(h, &of[SNAPSHOT_STRINGS], 1, &s->packed.strings_len);
	s->packed.trees =
	    section(h, &of[SNAPSHOT_TREES], 1, &s->packed.trees_len);
	s->failing_end = (const char *)h + h->size;
	s->failing = s->failing_end - h->failing;
}

bool
snapshot_read(
    const void *bytes, size_t len, struct snapshot *s, struct err *err)
{
	*s = (struct snapshot){ .head = bytes };
	if (!check(s->head, len))
		return err_set(err, ERR_INPUT,
		    "the stored publication is damaged or of another version: "
		    "\"almanach publish\" makes a new one");
	read_sections(s);
	s->language_count = s->head->languages;
	for (size_t l = 0; l < s->language_count; l++)
		read_language(s, l);
	return true;
}

const char *
snapshot_content(struct arena *a, const struct snapshot_head *h)
{
	return hash_texts(a, arena_strndup(a, h->www, sizeof(h->www)),
	    hash_hex(a, (const char *)h + sizeof(*h), h->size - sizeof(*h)),
	    (const char *)NULL);
}

/* ---- whole or not ------------------------------------------------------ */

static uint32_t
sum(const struct snapshot_head *h)
{
	const unsigned char *bytes = (const void *)h;
	size_t at = offsetof(struct snapshot_head, sum),
	       next = at + sizeof(h->sum);

	return (uint32_t)crc32_z(
	    crc32_z(0, bytes, at), bytes + next, h->size - next);
}

void
snapshot_sign(struct snapshot_head *h)
{
	h->sum = sum(h);
}

bool
snapshot_is_whole(const struct snapshot *s)
{
	return s->head->sum == sum(s->head);
}

/* ---- looking up -------------------------------------------------------- */

const char *
snapshot_string(const struct snapshot *s, uint32_t at)
{
	return at < s->packed.strings_len ? s->packed.strings + at : "";
}

const struct json *
snapshot_tree(struct arena *a, const struct snapshot *s, uint64_t at)
{
	struct err err = { ERR_NONE, "" };
	struct json *tree;

	return pack_read(a, &s->packed, at, &tree, &err) ? tree : NULL;
}

const uint64_t *
snapshot_set(const struct snapshot *s, size_t choice)
{
	return s->bits + choice * s->set_words;
}

const uint64_t *
snapshot_own(const struct snapshot *s, size_t choice)
{
	return s->bits + s->choices[choice].own * s->set_words;
}

int64_t
snapshot_find(const struct snapshot *s, const char *name)
{
	size_t low = 0, high = s->event_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		uint32_t event = s->names[middle];
		int order =
		    strcmp(snapshot_string(s, s->events[event].name), name);

		if (order == 0)
			return event;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return -1;
}

bool
snapshot_is_gone(const struct snapshot *s, const char *name)
{
	size_t low = 0, high = s->gone_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order =
		    strcmp(snapshot_string(s, s->gone[middle].name), name);

		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

size_t
snapshot_start_after(const struct snapshot *s, int32_t moment)
{
	size_t low = 0, high = s->start_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->starts[middle].begin <= moment)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int
snapshot_language(const struct snapshot *s, const char *code)
{
	for (size_t l = 0; l < s->language_count; l++)
		if (strcmp(s->languages[l].code, code) == 0)
			return (int)l;
	return -1;
}

static bool
is(const struct snapshot *s, uint32_t string, const char *id, size_t len)
{
	const char *text = snapshot_string(s, string);

	return strncmp(text, id, len) == 0 && text[len] == '\0';
}

int64_t
snapshot_facet(const struct snapshot *s, const char *id, size_t len)
{
	for (size_t i = 0; i < s->facet_count; i++)
		if (is(s, s->facets[i].id, id, len))
			return (int64_t)i;
	return -1;
}

const struct snapshot_facet *
snapshot_towns(const struct snapshot *s)
{
	const struct snapshot_facet *f = s->facets;

	while (f->kind != SNAPSHOT_TOWN)
		f++;
	return f;
}

int64_t
snapshot_choice(const struct snapshot *s, const struct snapshot_facet *f,
    const char *id, size_t len)
{
	for (size_t i = f->choice; i < f->choice + f->choices; i++)
		if (is(s, s->choices[i].id, id, len))
			return (int64_t)i;
	return -1;
}

/* ---- words ------------------------------------------------------------- */

/* The first word that is not before the prefix. */
static size_t
first_word(const struct snapshot *s, const struct snapshot_language *l,
    const char *prefix, size_t len)
{
	size_t low = 0, high = l->word_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strncmp(snapshot_string(s, l->words[middle].text), prefix,
			len) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void
snapshot_add_word(const struct snapshot *s, const struct snapshot_language *l,
    const struct snapshot_word *w, uint64_t *set)
{
	if (snapshot_is_often(w->events, s->set_words)) {
		bits_or(set, l->often + w->where, s->set_words);
		return;
	}
	for (size_t i = 0; i < w->events; i++)
		bits_add(set, l->postings[w->where + i]);
}

bool
snapshot_search(const struct snapshot *s, const struct snapshot_language *l,
    const char *prefix, size_t len, uint64_t *set)
{
	size_t at = first_word(s, l, prefix, len);
	bool any = false;

	memset(set, 0, s->set_words * sizeof(*set));
	for (; at < l->word_count; at++) {
		const struct snapshot_word *w = &l->words[at];

		if (strncmp(snapshot_string(s, w->text), prefix, len) != 0)
			break;
		any = true;
		snapshot_add_word(s, l, w, set);
	}
	return any;
}

struct json_ready
snapshot_card(const struct snapshot_language *l, const struct snapshot_row *row)
{
	return (struct json_ready){ l->texts + row->json, row->json_len,
		l->texts + row->html, row->html_len };
}

struct json_ready
snapshot_line(const struct snapshot_language *l, const struct snapshot_row *row)
{
	return (struct json_ready){ l->texts + row->json, row->json_len,
		l->texts + row->line, row->line_len };
}
