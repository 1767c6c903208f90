/* teller.c -- an event being told in a language. */
#include <string.h>

#include "arena.h"
#include "bits.h"
#include "buf.h"
#include "catalog.h"
#include "edition.h"
#include "event.h"
#include "json.h"
#include "programme.h"
#include "teller.h"
#include "when.h"
#include "words.h"
#include "www.h"

struct teller
teller_of(const struct edition *ed, const struct edition_event *e,
    const struct www_language *l)
{
	return (struct teller){ ed->arena, ed, e, l, e->from->document,
		json_object(ed->arena) };
}

const struct words *
teller_words(const struct teller *m)
{
	return &m->language->words;
}

void
teller_text(struct teller *m, const char *key, const char *text)
{
	if (text != NULL)
		json_put_str(m->arena, m->out, key, text);
}

void
teller_said(struct teller *m, const char *key, const char *lang_key)
{
	const char *is,
	    *text = event_text(json_get(m->document, key), m->language->code,
		m->edition->programme->languages, &is);

	teller_text(m, key, text);
	if (text != NULL && strcmp(is, m->language->code) != 0)
		teller_text(m, lang_key, is);
}

const char *
teller_instant(const struct teller *m, int32_t instant)
{
	struct buf text = buf_new(m->arena, 32);

	when_put_rfc3339(&text, &m->edition->programme->zone, instant);
	return text.data;
}

const char *
teller_day(const struct teller *m, int32_t day)
{
	struct buf text = buf_new(m->arena, 16);

	when_put_day(&text, day);
	return text.data;
}

void
teller_status(struct teller *m)
{
	const char *status = m->event->status;

	json_put_str(m->arena, m->out, "status", status);
	if (strcmp(status, event_statuses[0]) != 0)
		teller_text(m, "state",
		    words_item(teller_words(m), W_STATUSES,
			event_word_index(event_statuses, status)));
}

void
teller_attendance(struct teller *m)
{
	const char *attendance = json_get_str(m->document, "attendance");
	size_t at = event_word_index(event_attendances, attendance);

	json_put_str(m->arena, m->out, "attendance", attendance);
	if (at > 0)
		teller_text(m, "attended",
		    words_item(teller_words(m), W_ATTENDANCES, at));
}

static void
each_choice(
    struct teller *m, void (*fn)(struct teller *, const struct edition_facet *,
			  const struct edition_choice *))
{
	const struct edition *ed = m->edition;
	size_t event = (size_t)(m->event - ed->events);

	for (size_t i = 0; i < ed->facet_count; i++) {
		const struct edition_facet *f = &ed->facets[i];

		for (size_t k = f->choice; k < f->choice + f->choices; k++)
			if (f->kind == SNAPSHOT_GROUP && k != f->unstated &&
			    bits_has(ed->choices[k].own, event))
				fn(m, f, &ed->choices[k]);
	}
}

const char *
teller_label(const struct teller *m, const char *const *labels)
{
	return labels[edition_language(m->edition, m->language)];
}

void
teller_list(struct teller *m, const char *key,
    void (*fn)(struct teller *, const struct edition_facet *,
	const struct edition_choice *))
{
	struct json *all = m->out;

	m->out = json_array(m->arena);
	each_choice(m, fn);
	json_put(m->arena, all, key, m->out);
	m->out = all;
}
