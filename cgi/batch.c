/* batch.c -- the events of one import, and what is to be told about them. */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "batch.h"
#include "event.h"
#include "json.h"
#include "text.h"

#define TOLD_MAX 400 /* bytes of one sentence */

void
batch_begin(struct batch *b, struct arena *a)
{
	*b = (struct batch){ .arena = a };
	b->skipped = json_array(a);
	b->warnings = json_array(a);
}

int
batch_next(struct batch *b)
{
	return b->read++;
}

/* A sentence made from the outside's words: cut between characters. */
static char *
sentence(struct batch *b, const char *fmt, va_list ap)
{
	char text[2 * TOLD_MAX];

	vsnprintf(text, sizeof(text), fmt, ap);
	return text_clean(
	    b->arena, text, strlen(text), TEXT_LINE, TOLD_MAX, NULL);
}

static void
skip(struct batch *b, const char *uid, int index, const char *why)
{
	struct json *one = json_put_object(b->arena, b->skipped, NULL);

	json_put_str_or_null(b->arena, one, "uid", uid);
	json_put_int(b->arena, one, "index", index);
	json_put_str(b->arena, one, "why", why);
}

void
batch_skip(struct batch *b, const char *uid, const char *why, ...)
{
	va_list ap;

	va_start(ap, why);
	skip(b, uid, b->read - 1, sentence(b, why, ap));
	va_end(ap);
}

static void
tell(struct batch *b, const char *uid, const char *what)
{
	struct json *one = json_put_object(b->arena, b->warnings, NULL);

	json_put_str_or_null(b->arena, one, "uid", uid);
	json_put_str(b->arena, one, "what", what);
}

void
batch_warn(struct batch *b, const char *uid, const char *what, ...)
{
	va_list ap;

	if (b->warnings->len >= BATCH_WARNINGS_MAX) {
		b->untold++;
		return;
	}
	va_start(ap, what);
	tell(b, uid, sentence(b, what, ap));
	va_end(ap);
}

void
batch_keep(struct batch *b, const char *uid, struct json *event)
{
	size_t size = b->kept_size;

	if (b->kept_count == size) {
		b->kept_size = size == 0 ? 64 : size * 2;
		b->kept = arena_grow(b->arena, b->kept, size * sizeof(*b->kept),
		    b->kept_size * sizeof(*b->kept));
	}
	b->kept[b->kept_count++] =
	    (struct batch_item){ uid, b->read - 1, event };
}

void
batch_note_agenda(struct batch *b, const char *uid)
{
	if (uid == NULL || (b->agenda != NULL && strcmp(b->agenda, uid) != 0))
		b->agenda_differs = true;
	else
		b->agenda = uid;
}

/* ---- records of one uid ---------------------------------------------------
 */

static int
by_uid(const void *a, const void *b)
{
	const struct batch_item *x = *(struct batch_item *const *)a,
				*y = *(struct batch_item *const *)b;
	int order = strcmp(x->uid, y->uid);

	return order != 0 ? order : x->index - y->index;
}

static void
keep_last_of_each(struct batch *b)
{
	struct batch_item **sorted =
	    ARENA_ARRAY(b->arena, struct batch_item *, b->kept_count);

	for (size_t i = 0; i < b->kept_count; i++)
		sorted[i] = &b->kept[i];
	qsort(sorted, b->kept_count, sizeof(*sorted), by_uid);
	for (size_t i = 0; i + 1 < b->kept_count; i++) {
		struct batch_item *one = sorted[i], *next = sorted[i + 1];

		if (strcmp(one->uid, next->uid) != 0)
			continue;
		skip(b, one->uid, one->index,
		    "stands again further on, and the last one counts");
		batch_warn(b, one->uid,
		    "stands more than once (records %d and %d): the last one "
		    "was taken",
		    one->index, next->index);
		one->event = NULL;
	}
}

/* ---- events that look alike -----------------------------------------------
 */

struct look {
	const char *key; /* folded title and place, and the first begin */
	const struct batch_item *item;
};

static int
by_key(const void *a, const void *b)
{
	const struct look *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	return order != 0 ? order : x->item->index - y->item->index;
}

static const char *
key_of(struct batch *b, const struct json *event)
{
	const struct json *place = json_get(event, "place"),
			  *first = json_get(event, "timings")->first;
	const char *is, *name = json_get_str(place, "name"),
			*town = json_get_str(place, "town");
	const char *title = event_text(
	    json_get(event, "title"), b->languages[0], b->languages, &is);

	return arena_printf(b->arena, "%s|%s|%s|%lld",
	    text_folded(b->arena, title),
	    name != NULL ? text_folded(b->arena, name) : "",
	    town != NULL ? text_folded(b->arena, town) : "",
	    (long long)first->first->next->integer);
}

static void
tell_alike(struct batch *b)
{
	struct look *looks = ARENA_ARRAY(b->arena, struct look, b->kept_count);
	size_t n = 0;

	for (size_t i = 0; i < b->kept_count; i++)
		if (b->kept[i].event != NULL)
			looks[n++] = (struct look){ key_of(b, b->kept[i].event),
				&b->kept[i] };
	qsort(looks, n, sizeof(*looks), by_key);
	for (size_t i = 1; i < n; i++)
		if (strcmp(looks[i - 1].key, looks[i].key) == 0)
			batch_warn(b, looks[i].item->uid,
			    "looks like %s: the same title, place and begin",
			    looks[i - 1].item->uid);
}

/* ---- the end ---------------------------------------------------------------
 */

struct json *
batch_end(struct batch *b)
{
	struct json *events = json_array(b->arena);

	keep_last_of_each(b);
	tell_alike(b);
	if (b->summaries > 0)
		batch_warn(b, NULL,
		    "%d of %d events came without their list of timings: only "
		    "the first, the next and the last one of each are known. A "
		    "summary read of OpenAgenda leaves much out; ask it for "
		    "the "
		    "events with detailed=1",
		    b->summaries, b->read);
	if (b->untold > 0) {
		b->warnings->len = 0; /* room for one more */
		batch_warn(
		    b, NULL, "%d more warnings are not listed", b->untold);
		b->warnings->len = BATCH_WARNINGS_MAX + 1;
	}
	for (size_t i = 0; i < b->kept_count; i++)
		if (b->kept[i].event != NULL)
			json_put(b->arena, events, NULL, b->kept[i].event);
	return events;
}
