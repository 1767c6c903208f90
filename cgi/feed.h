/*
 * feed.h -- the faces of a programme that other programs read: calendars,
 * news, the map of the site.
 */
#ifndef FEED_H
#define FEED_H

#include <stddef.h>
#include <stdint.h>

struct buf;
struct query_kept;
struct view;

#define FEED_EVENTS_MAX  5000  /* of one calendar */
#define FEED_ENTRIES_MAX 50    /* of news */
#define FEED_PLACES_MAX  50000 /* of a map of the site: sitemaps.org */

/*
 * A calendar (RFC 5545): each occurrence is an event of its own, UID
 * "UID.T", so that it can be kept, moved and cancelled alone.  Times are in
 * UTC, lines folded at 75 bytes.
 */
void feed_ics_event(const struct view *, uint32_t event, struct buf *);
void feed_ics_plan(const struct view *, struct buf *);
void feed_ics_list(const struct view *, struct buf *);

/* News (RFC 4287): what the query finds, what changed last first. */
void feed_atom(const struct view *, struct buf *);

/* The map of the site, and what robots may do.  Without a public address the
 * first is empty. */
void feed_sitemap(const struct view *, struct buf *);
void feed_robots(const struct view *, struct buf *);

#endif
