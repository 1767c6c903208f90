/*
 * agenda.h -- an agenda of OpenAgenda as files to import, fetched from its API
 * (version 2): GET /v2/agendas/UID is its description, and
 * /v2/agendas/UID/events its events, in pages.
 *
 * Only what paging needs is looked at here: "total", "after", each event's uid
 * and updatedAt.  What is in the events is for the import to find out, in its
 * child (import.h).
 *
 * The cursor "after" is opaque, and it is not always null behind the last
 * page: what has come is counted against "total".  Pages that do not agree
 * (another total, an event or a cursor for the second time, more or fewer
 * events) are what an agenda looks like that changed meanwhile: all of them are
 * fetched again, once.  If they do not agree then either, nothing comes of it.
 */
#ifndef AGENDA_H
#define AGENDA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sniff.h"

struct arena;
struct err;
struct fetcher;

#define AGENDA_ALWAYS    INT32_MIN
#define AGENDA_PAGE_SIZE "300" /* events: the most that there may be */
#define AGENDA_PAGE_MAX  ((size_t)16 << 20) /* bytes of a page */
#define AGENDA_BYTES_MAX ((size_t)48 << 20) /* of all: import.h takes that */
#define AGENDA_PAGES_MAX 1000
#define AGENDA_UID_MAX   16  /* digits */
#define AGENDA_KEY_MAX   200 /* bytes */

struct agenda {
	/* in */
	struct fetcher *them;
	const char *base;         /* https://api.openagenda.com */
	const char *uid;          /* digits */
	const char *key;          /* goes into a header, and is told nowhere */
	const char *agent;        /* who we are */
	int timeout_ms, pause_ms; /* polite.h */
	int32_t since; /* what changed from then on, removals too, by the
			  agenda's clock; AGENDA_ALWAYS: all there is */

	/* in and out: the description that is known, or NULL, and its ETag */
	const char *schema, *tag;

	/* out */
	struct sniff_file *pages;
	size_t count;
	int64_t events;
	int32_t latest; /* the last change in it, by the agenda's clock;
			   AGENDA_ALWAYS: not told */
};

/* ERR_SYSTEM: the network's or the server's fault, for now; else what came
 * cannot be used. */
bool agenda_read(struct arena *, struct agenda *, struct err *);

#endif
