/* edition.c -- a publication put together. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "catalog.h"
#include "edition.h"
#include "err.h"
#include "event.h"
#include "json.h"
#include "judge.h"
#include "programme.h"
#include "span.h"

/* Does a rule of that effect say yes? */
static bool
has_effect(const struct judge *j, size_t event, const char *effect)
{
	for (size_t i = 0; i < j->rule_count; i++)
		if (judge_has_effect(&j->list[i], effect) &&
		    j->list[i].answers[event] == '1')
			return true;
	return false;
}

/* Full by its own status, or because a rule reads so in its text; nothing else
 * that a status may say is lost by that. */
static void
set_status(const struct edition *ed, struct edition_event *e)
{
	e->status = json_get_str(e->from->document, "status");
	e->full = strcmp(e->status, "full") == 0 ||
		  has_effect(ed->judge, e->judged, "full");
	if (e->full && strcmp(e->status, event_statuses[0]) == 0)
		e->status = "full";
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct edition_gone *)a)->name,
	    ((const struct edition_gone *)b)->name);
}

static void
add_gone(struct edition *ed, const char *name, int64_t slot)
{
	ed->gone[ed->gone_count++] = (struct edition_gone){ name, slot };
}

void
edition_begin(struct edition *ed)
{
	const struct catalog *c = ed->catalog;

	ed->events = ARENA_ARRAY(ed->arena, struct edition_event, c->count);
	ed->gone = ARENA_ARRAY(
	    ed->arena, struct edition_gone, c->count + c->gone_count);
	for (size_t i = 0; i < c->gone_count; i++)
		add_gone(ed, c->gone[i].name, c->gone[i].slot);
	for (size_t i = 0; i < c->count; i++) {
		struct edition_event *e = &ed->events[ed->count];

		if (c->events[i].hidden || has_effect(ed->judge, i, "hide")) {
			add_gone(ed, c->events[i].name, c->events[i].slot);
			continue;
		}
		*e = (struct edition_event){ .from = &c->events[i],
			.judged = i,
			.town = SNAPSHOT_NONE,
			.featured = c->events[i].featured ||
				    has_effect(ed->judge, i, "feature") };
		set_status(ed, e);
		e->spans = span_list(ed->arena, e->from->document,
		    &ed->programme->zone, &e->span_count);
		ed->count++;
	}
	if (ed->gone_count > 1)
		qsort(ed->gone, ed->gone_count, sizeof(*ed->gone), by_name);
	ed->set_words = (ed->count + 63) / 64;
}

bool
edition_make(struct edition *ed, struct buf *out, struct err *err)
{
	edition_facets(ed);
	if (ed->overflown)
		return err_set(err, ERR_LIMIT,
		    "the programme has more than %d towns and choices",
		    EDITION_CHOICES_MAX);
	return edition_write(ed, out, err);
}
