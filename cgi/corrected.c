/* corrected.c -- one event as its corrections make it. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "catalog.h"
#include "corrected.h"
#include "event.h"
#include "json.h"

enum corrected_kind
corrected_kind(const char *word)
{
	static const char *const words[] = { "cancel", "full", "move", "note",
		"hide", "feature" };
	size_t i = 0;

	while (i < CORRECTED_KINDS && strcmp(words[i], word) != 0)
		i++;
	return (enum corrected_kind)i;
}

/* ---- what each kind does ----------------------------------------------- */

struct mender {
	struct arena *arena;
	struct catalog_event *event;
	const char *status;
	struct timing *timings;
	size_t count;
	struct json *texts; /* what is said, each by language */
	bool mended;        /* the document is another one */
};

static int64_t
timing_of(const struct corrected_by *by)
{
	return json_get_int(by->detail, "timing", CORRECTED_NO_TIMING);
}

static bool
begins_then(const struct mender *m, int64_t begin, int64_t but)
{
	for (size_t i = 0; i < m->count; i++)
		if (m->timings[i].begin == begin && m->timings[i].number != but)
			return true;
	return false;
}

static struct timing *
find_timing(const struct mender *m, int64_t number)
{
	for (size_t i = 0; i < m->count; i++)
		if (m->timings[i].number == number)
			return &m->timings[i];
	return NULL;
}

/* Statuses from the weakest on: one that is there gives way to a stronger one
 * only. */
static void
set_status(struct mender *m, const char *status)
{
	static const char *const order[] = { "scheduled", "rescheduled",
		"online", "full", "postponed", "cancelled", NULL };

	if (event_word_index(order, status) >
	    event_word_index(order, m->status))
		m->status = status;
}

static bool
cancel(struct mender *m, const struct corrected_by *by)
{
	(void)by;
	set_status(m, "cancelled");
	return m->mended = true;
}

static bool
fill(struct mender *m, const struct corrected_by *by)
{
	(void)by;
	set_status(m, "full");
	return m->mended = true;
}

static bool
move(struct mender *m, const struct corrected_by *by)
{
	struct timing *t = find_timing(m, timing_of(by));
	int32_t begin = (int32_t)json_get_int(by->detail, "begin", 0),
		end = (int32_t)json_get_int(by->detail, "end", 0);

	if (t == NULL || begins_then(m, begin, t->number))
		return false;
	if (t->begin != begin || t->end != end)
		set_status(m, "rescheduled");
	t->begin = begin;
	t->end = end;
	return m->mended = true;
}

static bool
tell(struct mender *m, const struct corrected_by *by)
{
	(void)by;
	return m->mended = true;
}

static bool
hide(struct mender *m, const struct corrected_by *by)
{
	(void)by;
	return m->event->hidden = true;
}

static bool
feature(struct mender *m, const struct corrected_by *by)
{
	(void)by;
	return m->event->featured = true;
}

/* By kind: false where it does nothing. */
static bool (*const applied[])(struct mender *,
    const struct corrected_by *) = { cancel, fill, move, tell, hide, feature };

/* ---- one event, by all of them ------------------------------------------ */

/* Is there a later one of its kind, and of its timing? */
static bool
is_replaced(const struct corrected_by *by, const struct corrected_by *end)
{
	for (const struct corrected_by *later = by + 1; later < end; later++)
		if (later->stands && later->kind == by->kind &&
		    timing_of(later) == timing_of(by))
			return true;
	return false;
}

/* What all say together, in a language; who does not speak it says it in his
 * own. */
static const char *
said_in(struct arena *a, const struct json *texts, const char *language)
{
	static const char *const others[] = { NULL };
	const char *all = NULL, *is;

	JSON_EACH(text, texts)
	{
		const char *one = event_text(text, language, others, &is);

		all = all == NULL ? one : arena_printf(a, "%s · %s", all, one);
	}
	return all;
}

static int
by_begin(const void *a, const void *b)
{
	int32_t x = ((const struct timing *)a)->begin,
		y = ((const struct timing *)b)->begin;

	return (x > y) - (x < y);
}

static const struct json *
document_of(struct mender *m)
{
	struct json *document = json_object(m->arena), *note;

	if (m->count > 1)
		qsort(m->timings, m->count, sizeof(*m->timings), by_begin);
	JSON_EACH(member, m->event->document)
	if (strcmp(member->key, "status") == 0)
		json_put_str(m->arena, document, "status", m->status);
	else if (strcmp(member->key, "timings") == 0)
		event_put_timings(m->arena, document, m->timings, m->count);
	else
		json_put(m->arena, document, member->key, member);
	if (m->texts->len == 0)
		return document;
	note = json_put_object(m->arena, document, "note");
	JSON_EACH(text, m->texts)
	JSON_EACH(one, text)
	if (json_get(note, one->key) == NULL)
		json_put_str(m->arena, note, one->key,
		    said_in(m->arena, m->texts, one->key));
	return document;
}

/* An event was touched when a correction was made, and when it was undone. */
static void
touch(struct catalog_event *e, int32_t at)
{
	e->revision++;
	if (at > e->changed)
		e->changed = at;
}

void
corrected_event(struct arena *a, struct catalog_event *e,
    struct corrected_by *rows, size_t count)
{
	const char *status = json_get_str(e->document, "status");
	struct mender m = { .arena = a,
		.event = e,
		.status = status != NULL ? status : event_statuses[0],
		.texts = json_array(a) };

	m.timings = event_timings(a, e->document, &m.count);
	for (struct corrected_by *by = rows; by < rows + count; by++) {
		touch(e, by->made);
		if (!by->stands)
			touch(e, by->undone);
		by->counts = by->stands && !is_replaced(by, rows + count) &&
			     applied[by->kind](&m, by);
		if (by->counts)
			json_put(
			    a, m.texts, NULL, json_get(by->detail, "text"));
	}
	if (m.mended)
		e->document = document_of(&m);
}
