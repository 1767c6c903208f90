/*
 * event.h -- the event document: one event as every part of us knows it.
 *
 * Importers make it, the database keeps it, rules and publication read it.
 * It is a JSON object with these members, in this order, absent where there
 * is nothing to say ("by language" is an object from language code to text):
 *
 *   (uid, slug, title, timings, attendance and status are always there)
 *
 *   uid          text, the source's own name for it: [A-Za-z0-9._-]+
 *   slug         [a-z0-9-]+, made from the title
 *   title        by language, never empty
 *   summary      by language; plain text
 *   text         by language; safe HTML (safehtml.h)
 *   conditions   by language; plain text
 *   keywords     by language; list of texts
 *   place        absent when only online; {name, address, town, postcode,
 *                insee, district, department, region, country, lat, lon,
 *                phone, mail, website, access}: texts, but lat and lon, which
 *                are micro-degrees and come together, and access, which is
 *                by language
 *   timings      list of [number, begin, end]: instants (when.h), in order of
 *                begin, of which no two are the same, end after begin; number
 *                is 0 until the catalog gives one (catalog.h)
 *   ages         {min, max}, either may be absent; years
 *   registration list of {kind, value}: kind is link, phone or mail;
 *                value is checked (link.h)
 *   attendance   place, online or mixed
 *   link         where an online event happens
 *   status       scheduled, rescheduled, online (was moved there), postponed,
 *                full or cancelled
 *   access       list of hi ii mi pi vi: hearing, intellectual, motor,
 *                psychic, visual; in this order
 *   origin       {uid, title}: the agenda the event was first entered in
 *   extra        additional fields: code -> {label, values}: values is a list
 *                of {id, label}, id text; labels are by language, and absent
 *                where the agenda's schema was not at hand; what is written in
 *                a text field is a label without an id
 *   page         the event's page at its source
 *
 * Texts are clean (text.h) and cut at the limits below.
 */
#ifndef EVENT_H
#define EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct err;
struct json;

/* Bytes.  OpenAgenda's own limits in characters, times three. */
#define EVENT_UID_MAX          64
#define EVENT_SLUG_MAX         60
#define EVENT_TITLE_MAX        450
#define EVENT_SUMMARY_MAX      1200
#define EVENT_TEXT_MAX         40000
#define EVENT_CONDITIONS_MAX   800
#define EVENT_KEYWORD_MAX      120
#define EVENT_KEYWORDS_MAX     40  /* of one language */
#define EVENT_FIELD_MAX        400 /* a place's name, an address, a label ... */
#define EVENT_CODE_MAX         160 /* of an additional field */
#define EVENT_EXTRA_MAX        60  /* additional fields of one event */
#define EVENT_VALUES_MAX       60  /* of one additional field */
#define EVENT_REGISTRATION_MAX 20
#define EVENT_TIMINGS_MAX      1000
#define EVENT_LANGUAGES_MAX    12
#define EVENT_LANGUAGE_MAX     8   /* a code: "fr", "pt-br" */
#define EVENT_AGE_MAX          150 /* years */

struct timing {
	int32_t number; /* given once, kept for ever; from 1 */
	int32_t begin, end;
};

/* The values of a member, first the default; each list ends at NULL. */
extern const char *const event_statuses[];
extern const char *const event_attendances[];
extern const char *const event_accesses[];

/* Where a word stands in such a list; that of its end where it does not. */
size_t event_word_index(const char *const *list, const char *word);

/* Will an event of that status (its index) be held, as far as is known? */
bool event_takes_place(size_t status);

/* The timings of a document; *count gets how many. */
struct timing *
event_timings(struct arena *, const struct json *event, size_t *count);
void event_put_timings(
    struct arena *, struct json *event, const struct timing *, size_t count);

/*
 * The text of a member that goes by language: in the language asked for, else
 * in the first of "languages" (ended by NULL) that has it, else in whichever
 * has it.  *is gets the language it is in.  NULL where there is none.
 */
const char *event_text(const struct json *by_language, const char *language,
    const char *const *languages, const char **is);

/* Is this a language code, or a uid, of the form used here? */
bool event_language_ok(const char *);
bool event_uid_ok(const char *);

/*
 * Refuse what is not an event document: for bytes that come from a child
 * process or from the disk.  Looks at the members' kinds, order and limits, at
 * the HTML and the links, not at the sense of the texts.
 */
bool event_check(const struct json *event, struct err *);

#endif
