/* edition_write.c -- a publication written as a snapshot. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "basemap.h"
#include "bits.h"
#include "buf.h"
#include "catalog.h"
#include "edition.h"
#include "err.h"
#include "event.h"
#include "json.h"
#include "judge.h"
#include "pack.h"
#include "programme.h"
#include "template.h"
#include "www.h"

struct writer {
	struct edition *ed;
	struct buf *out;
	struct snapshot_head head;
	struct err *err;
};

/* Fill a template with a card, behind the texts that there are. */
static bool
fill(const struct www_language *l, const char *template,
    const struct json *card, struct buf *texts, uint64_t *at, uint32_t *len,
    struct err *err)
{
	*at = texts->len;
	if (!template_render(l->templates, template, card, texts, err))
		return false;
	*len = (uint32_t)(texts->len - *at);
	return true;
}

/* Write a row's card out: as data, and as it is shown. */
static bool
write_card(const struct edition *ed, const struct www_language *l,
    struct edition_row *r, struct buf *texts, struct err *err)
{
	const struct edition_event *e = &ed->events[r->row.event];
	struct json *card = edition_card(ed, e, l, r->spans, r->span_count);
	struct snapshot_row *row = &r->row;

	row->json = texts->len;
	json_write(texts, card);
	row->json_len = (uint32_t)(texts->len - row->json);
	return fill(l, "card", card, texts, &row->html, &row->html_len, err) &&
	       (row->before != INT32_MIN ||
		   fill(l, "line", card, texts, &row->line, &row->line_len,
		       err));
}

static void
put_section(
    struct writer *w, struct snapshot_span *span, const void *bytes, size_t len)
{
	static const char zeros[8];

	buf_put(w->out, zeros, (8 - w->out->len % 8) % 8);
	*span = (struct snapshot_span){ w->out->len, len };
	buf_put(w->out, bytes, len);
}

static void
put_list(struct writer *w, struct snapshot_span *span, const struct buf *list)
{
	put_section(w, span, list->data, list->len);
}

static struct buf
section(const struct writer *w)
{
	return buf_new(w->ed->arena, SNAPSHOT_MAX);
}

static uint32_t
string(struct edition *ed, const char *text)
{
	return (uint32_t)pack_string(ed->pack, text, strlen(text));
}

static bool
put_rows(
    struct writer *w, const struct www_language *l, struct snapshot_span *of)
{
	struct buf rows = section(w), events = section(w), texts = section(w);
	size_t count;
	struct edition_row *list = edition_rows(w->ed, l, &count);

	for (size_t i = 0; i < count; i++) {
		if (!write_card(w->ed, l, &list[i], &texts, w->err))
			return false;
		buf_put(&rows, &list[i].row, sizeof(list[i].row));
		buf_put(&events, &list[i].row.event, sizeof(list[i].row.event));
	}
	put_list(w, &of[SNAPSHOT_ROWS], &rows);
	put_list(w, &of[SNAPSHOT_ROW_EVENTS], &events);
	put_list(w, &of[SNAPSHOT_TEXTS], &texts);
	return true;
}

static void
put_pages(
    struct writer *w, const struct www_language *l, struct snapshot_span *of)
{
	struct edition *ed = w->ed;
	struct buf pages = section(w);

	for (size_t i = 0; i < ed->count; i++) {
		uint64_t at =
		    pack_tree(ed->pack, edition_page(ed, &ed->events[i], l));

		buf_put(&pages, &at, sizeof(at));
	}
	put_list(w, &of[SNAPSHOT_PAGES], &pages);
}

/* Which there are; what else is told of them is filled in at the end. */
static void
put_pieces(struct writer *w, struct snapshot_span *of)
{
	struct buf pieces = section(w);
	struct snapshot_piece one = { .number = SNAPSHOT_NONE };

	for (size_t i = 0; i < w->ed->count; i++) {
		uint32_t number =
		    (uint32_t)w->ed->events[i].from->slot / SNAPSHOT_PIECE;

		if (number == one.number)
			continue;
		one.number = number;
		buf_put(&pieces, &one, sizeof(one));
	}
	put_list(w, &of[SNAPSHOT_PIECES], &pieces);
}

static void
put_labels(struct writer *w, size_t l, struct snapshot_span *of)
{
	struct edition *ed = w->ed;
	struct buf labels = section(w);
	uint32_t at;

	for (size_t i = 0; i < ed->facet_count + ed->choice_count; i++) {
		at = string(
		    ed, i < ed->facet_count
			    ? ed->facets[i].labels[l]
			    : ed->choices[i - ed->facet_count].labels[l]);
		buf_put(&labels, &at, sizeof(at));
	}
	put_list(w, &of[SNAPSHOT_LABELS], &labels);
}

static bool
put_language(struct writer *w, size_t n)
{
	const struct www_language *l = &w->ed->www->languages[n];
	struct snapshot_span *of = w->head.of_language[n];
	struct buf words = section(w), postings = section(w),
		   often = section(w);

	memcpy(w->head.codes[n], l->code, strlen(l->code));
	w->head.sites[n] = pack_tree(w->ed->pack, edition_site(w->ed, l));
	put_pages(w, l, of);
	put_pieces(w, of);
	put_labels(w, n, of);
	edition_words(w->ed, l, &words, &postings, &often);
	put_list(w, &of[SNAPSHOT_WORDS], &words);
	put_list(w, &of[SNAPSHOT_POSTINGS], &postings);
	put_list(w, &of[SNAPSHOT_OFTEN], &often);
	return put_rows(w, l, of);
}

static struct snapshot_event
pack_event(
    struct edition *ed, const struct edition_event *e, struct buf *timings)
{
	const struct json *document = e->from->document,
			  *place = json_get(document, "place");
	struct snapshot_event out = {
		.name = string(ed, e->from->name),
		.slot = (uint32_t)e->from->slot,
		.town = e->town,
		.timing =
		    (uint32_t)(timings->len / sizeof(struct snapshot_timing)),
		.lat = (int32_t)json_get_int(place, "lat", SNAPSHOT_NOWHERE),
		.lon = (int32_t)json_get_int(place, "lon", 0),
		.changed = e->from->changed,
		.revision = (uint32_t)e->from->revision,
		.status = (uint8_t)event_word_index(event_statuses, e->status),
		.attendance = (uint8_t)event_word_index(
		    event_attendances, json_get_str(document, "attendance")),
		.featured = e->featured,
	};
	size_t count;
	struct timing *t = event_timings(ed->arena, document, &count);

	for (size_t i = 0; i < count; i++) {
		struct snapshot_timing one = { t[i].number, t[i].begin,
			t[i].end };

		buf_put(timings, &one, sizeof(one));
		if (i == 0 || t[i].end > out.end)
			out.end = t[i].end;
	}
	out.begin = count > 0 ? t->begin : 0;
	out.timings = (uint32_t)count;
	return out;
}

struct named {
	const char *name;
	uint32_t event;
};

static int
by_name(const void *a, const void *b)
{
	return strcmp(
	    ((const struct named *)a)->name, ((const struct named *)b)->name);
}

static void
put_names(struct writer *w)
{
	struct edition *ed = w->ed;
	struct named *list = ARENA_ARRAY(ed->arena, struct named, ed->count);
	struct buf names = section(w), gone = section(w);

	for (size_t i = 0; i < ed->count; i++)
		list[i] =
		    (struct named){ ed->events[i].from->name, (uint32_t)i };
	if (ed->count > 1)
		qsort(list, ed->count, sizeof(*list), by_name);
	for (size_t i = 0; i < ed->count; i++)
		buf_put(&names, &list[i].event, sizeof(list[i].event));
	for (size_t i = 0; i < ed->gone_count; i++) {
		struct snapshot_gone one = { string(ed, ed->gone[i].name),
			(uint32_t)ed->gone[i].slot, 0 };

		buf_put(&gone, &one, sizeof(one));
	}
	put_list(w, &w->head.sections[SNAPSHOT_NAMES], &names);
	put_list(w, &w->head.sections[SNAPSHOT_GONE], &gone);
}

static void
put_events(struct writer *w)
{
	struct buf events = section(w), timings = section(w),
		   starts = section(w);

	for (size_t i = 0; i < w->ed->count; i++) {
		struct snapshot_event e =
		    pack_event(w->ed, &w->ed->events[i], &timings);

		buf_put(&events, &e, sizeof(e));
	}
	edition_starts(w->ed, &events, &timings, &starts);
	put_list(w, &w->head.sections[SNAPSHOT_EVENTS], &events);
	put_list(w, &w->head.sections[SNAPSHOT_TIMINGS], &timings);
	put_list(w, &w->head.sections[SNAPSHOT_STARTS], &starts);
}

/* Days, in the order of their choices; which rows they have is the same in
 * every language. */
static void
put_days(struct writer *w)
{
	struct edition *ed = w->ed;
	const struct programme *p = ed->programme;
	const struct edition_facet *f = &ed->facets[0];
	struct buf days = section(w);
	size_t count, at = 0;
	struct edition_row *rows =
	    edition_rows(ed, &ed->www->languages[0], &count);

	for (size_t i = 0; i < f->choices; i++) {
		struct snapshot_day d = { .row = (uint32_t)at,
			.end = INT32_MIN };

		when_parse_day(ed->choices[f->choice + i].id,
		    strlen(ed->choices[f->choice + i].id), &d.day);
		for (; at < count && rows[at].row.day == d.day; at++) {
			d.rows++;
			if (rows[at].row.end > d.end)
				d.end = rows[at].row.end;
		}
		for (size_t k = 0; k < p->day_count; k++)
			d.festival |= p->days[k] == d.day;
		buf_put(&days, &d, sizeof(d));
	}
	put_list(w, &w->head.sections[SNAPSHOT_DAYS], &days);
}

/* ---- facets and towns -------------------------------------------------- */

static void
put_facets(struct writer *w)
{
	struct edition *ed = w->ed;
	struct buf facets = section(w), choices = section(w), bits = section(w),
		   own = section(w);
	size_t set_bytes = ed->set_words * sizeof(uint64_t), sets;

	for (size_t i = 0; i < ed->facet_count; i++) {
		const struct edition_facet *f = &ed->facets[i];
		struct snapshot_facet out = { string(ed, f->id),
			(uint32_t)f->choice, (uint32_t)f->choices,
			(uint32_t)f->kind,
			f->unstated != SIZE_MAX ? (uint32_t)f->unstated
						: SNAPSHOT_NONE,
			f->card };

		buf_put(&facets, &out, sizeof(out));
	}
	sets = ed->choice_count;
	for (size_t i = 0; i < ed->choice_count; i++) {
		const struct edition_choice *c = &ed->choices[i];
		bool alone = c->own == c->set;
		struct snapshot_choice out = { string(ed, c->id),
			(uint32_t)bits_count(c->set, ed->set_words),
			(uint32_t)(alone ? i : sets++), c->also };

		buf_put(&choices, &out, sizeof(out));
		buf_put(&bits, c->set, set_bytes);
		if (!alone)
			buf_put(&own, c->own, set_bytes);
	}
	buf_put(&bits, own.data, own.len);
	put_list(w, &w->head.sections[SNAPSHOT_FACETS], &facets);
	put_list(w, &w->head.sections[SNAPSHOT_CHOICES], &choices);
	put_list(w, &w->head.sections[SNAPSHOT_BITS], &bits);
}

static void
put_towns(struct writer *w)
{
	struct buf towns = section(w);
	size_t count;
	struct snapshot_town *list = edition_map_towns(w->ed, &count);

	buf_put(&towns, list, count * sizeof(*list));
	put_list(w, &w->head.sections[SNAPSHOT_TOWNS], &towns);
}

static void
put_zone(struct writer *w)
{
	const struct when_zone *z = &w->ed->programme->zone;

	put_section(w, &w->head.sections[SNAPSHOT_ZONE], z->changes,
	    z->count * sizeof(*z->changes));
}

/* ---- all of it --------------------------------------------------------- */

static void
put_pack(struct writer *w)
{
	const struct buf *strings = pack_strings(w->ed->pack),
			 *trees = pack_trees(w->ed->pack);

	put_list(w, &w->head.sections[SNAPSHOT_STRINGS], strings);
	put_list(w, &w->head.sections[SNAPSHOT_TREES], trees);
}

static void
put_failure(struct writer *w, const char *id)
{
	w->head.failures++;
	w->head.failing += (uint32_t)strlen(id) + 1;
	buf_put(w->out, id, strlen(id) + 1);
}

/* Behind all that the content's hash is of: visitors see none of it. */
static void
put_rules(struct writer *w)
{
	const struct judge *j = w->ed->judge;

	w->head.rules = (uint32_t)j->rule_count;
	for (size_t i = 0; i < w->ed->failures; i++)
		put_failure(w, "programme");
	for (size_t i = 0; i < j->rule_count; i++)
		if (strcmp(j->list[i].outcome, "ok") != 0)
			put_failure(w, j->list[i].id);
}

static int32_t
cosine_of(const struct edition *ed)
{
	const struct geo_box *region = &ed->programme->region;

	return geo_cosine(region->south + (region->north - region->south) / 2);
}

/* The head goes over the zeros at the beginning, when all is known. */
static void
finish(struct writer *w)
{
	struct snapshot_head *h = &w->head;

	memcpy(h->magic, SNAPSHOT_MAGIC, sizeof(SNAPSHOT_MAGIC));
	memcpy(h->www, w->ed->www->hash, strlen(w->ed->www->hash));
	put_rules(w);
	h->size = w->out->len;
	h->publication = w->ed->publication;
	h->made = w->ed->now;
	h->changed = w->ed->catalog->changed;
	h->checked = w->ed->catalog->checked;
	h->cosine = cosine_of(w->ed);
	h->languages = (uint32_t)w->ed->www->count;
	memcpy(w->out->data, h, sizeof(*h));
	h = (struct snapshot_head *)(void *)w->out->data;
	w->ed->content = snapshot_content(w->ed->arena, h);
	memcpy(h->content, w->ed->content, strlen(w->ed->content));
}

bool
edition_write(struct edition *ed, struct buf *out, struct err *err)
{
	struct writer w = { .ed = ed, .out = out, .err = err };

	ed->pack = pack_new(ed->arena, SNAPSHOT_MAX);
	pack_share(ed->pack);
	buf_put(out, &w.head, sizeof(w.head));
	put_events(&w);
	put_names(&w);
	put_days(&w);
	put_facets(&w);
	put_towns(&w);
	put_zone(&w);
	for (size_t l = 0; l < ed->www->count; l++)
		if (!put_language(&w, l))
			return false;
	put_pack(&w);
	if (!buf_ok(out) || !pack_ok(ed->pack))
		return err_set(err, ERR_LIMIT,
		    "the publication is larger than %zu bytes: leave out what "
		    "is not of this programme",
		    SNAPSHOT_MAX);
	finish(&w);
	return true;
}
