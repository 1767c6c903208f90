/* edition_card.c -- an event on a day as lists show it. */
#include <string.h>

#include "arena.h"
#include "catalog.h"
#include "edition.h"
#include "event.h"
#include "json.h"
#include "programme.h"
#include "span.h"
#include "teller.h"
#include "words.h"
#include "www.h"

#define TAGS_MAX 3

const char *
edition_title(const struct edition *ed, const struct edition_event *e,
    const struct www_language *l)
{
	const char *is;

	return event_text(json_get(e->from->document, "title"), l->code,
	    ed->programme->languages, &is);
}

static void
add_id(struct teller *m, const struct edition_facet *f,
    const struct edition_choice *c)
{
	(void)f;
	json_put_str(m->arena, m->out, NULL, c->id);
}

static void
add_tag(struct teller *m, const struct edition_facet *f,
    const struct edition_choice *c)
{
	if (f->card && m->out->len < TAGS_MAX)
		json_put_str(
		    m->arena, m->out, NULL, teller_label(m, c->labels));
}

struct json *
edition_card(const struct edition *ed, const struct edition_event *e,
    const struct www_language *l, const struct span *spans, size_t count)
{
	struct teller m = teller_of(ed, e, l);
	const struct json *place = json_get(m.document, "place");
	int32_t end = spans->end;

	for (size_t i = 1; i < count; i++)
		if (spans[i].end > end)
			end = spans[i].end;
	teller_text(&m, "uid", e->from->name);
	teller_text(&m, "slug", json_get_str(m.document, "slug"));
	teller_said(&m, "title", "lang");
	teller_text(&m, "day", teller_day(&m, spans->day));
	teller_text(&m, "begin", teller_instant(&m, spans->begin));
	teller_text(&m, "end", teller_instant(&m, end));
	teller_text(&m, "when", words_spans(m.arena, &l->words, spans, count));
	teller_text(&m, "place", json_get_str(place, "name"));
	teller_text(&m, "town",
	    e->town != SNAPSHOT_NONE
		? teller_label(&m, ed->choices[e->town].labels)
		: NULL);
	teller_status(&m);
	teller_attendance(&m);
	teller_list(&m, "tags", add_tag);
	teller_list(&m, "choices", add_id);
	return m.out;
}
