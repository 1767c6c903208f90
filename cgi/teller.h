/*
 * teller.h -- an event being told in a language: what its card and its page
 * have in common.
 */
#ifndef TELLER_H
#define TELLER_H

#include <stdint.h>

struct arena;
struct edition;
struct edition_choice;
struct edition_event;
struct edition_facet;
struct json;
struct words;
struct www_language;

struct teller {
	struct arena *arena;
	const struct edition *edition;
	const struct edition_event *event;
	const struct www_language *language;
	const struct json *document;
	struct json *out; /* what is being made */
};

struct teller teller_of(const struct edition *, const struct edition_event *,
    const struct www_language *);
const struct words *teller_words(const struct teller *);

/* Put a text, if there is one. */
void teller_text(struct teller *, const char *key, const char *text);

/* Put a text that goes by language; where it is in another one than the page,
 * that is said too, under "lang_key". */
void teller_said(struct teller *, const char *key, const char *lang_key);

/* An instant as RFC 3339, a day as 2025-11-19. */
const char *teller_instant(const struct teller *, int32_t);
const char *teller_day(const struct teller *, int32_t);

/* Put "status", and "state" in words unless it is simply scheduled; put
 * "attendance", and "attended" in words unless it is in a place. */
void teller_status(struct teller *);
void teller_attendance(struct teller *);

/* The label in the language, of a facet or a choice. */
const char *teller_label(const struct teller *, const char *const *labels);

/* Put a list to which fn adds for each choice of a group that the event is. */
void teller_list(struct teller *, const char *key,
    void (*fn)(struct teller *, const struct edition_facet *,
	const struct edition_choice *));

#endif
