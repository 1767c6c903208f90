/*
 * route.h -- which page an address is: the one rule that holds behind every
 * web server (tests/servers), and the table of pages.
 *
 * The target is REQUEST_URI: what comes before the path is cut off, the path
 * is decoded once, the mount point (which has to be told) comes off, then the
 * language, then the ending that chooses a face.
 */
#ifndef ROUTE_H
#define ROUTE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct snapshot;

enum route_face {
	ROUTE_PAGE,
	ROUTE_JSON,
	ROUTE_ICS,
	ROUTE_ATOM,
	ROUTE_TEXT, /* robots, sitemap, status: of one face only */
};

enum route_page {
	ROUTE_HOME,
	ROUTE_EVENTS,
	ROUTE_ALL,
	ROUTE_EVENT,
	ROUTE_MAP,
	ROUTE_PLAN,
	ROUTE_CHANGES,
	ROUTE_ABOUT,
	ROUTE_SITEMAP,
	ROUTE_ROBOTS,
	ROUTE_STATUS,
	ROUTE_METRICS,
	ROUTE_STATIC,
	ROUTE_SYNC,      /* what phones copy */
	ROUTE_WORKER,    /* /sw.js */
	ROUTE_MANIFEST,  /* of the installed programme */
	ROUTE_EDIT,      /* the editors' workspace */
	ROUTE_NOWHERE,   /* 404 */
	ROUTE_BAD,       /* 400: the path cannot be read */
	ROUTE_LONG,      /* 414 */
	ROUTE_ELSEWHERE, /* 308: "path" says where */
	ROUTE_PAGES,     /* how many that are */
};

struct route {
	enum route_page page;
	enum route_face face;
	int understood;    /* of the query: query.h */
	size_t language;   /* index */
	const char *path;  /* below the language's root, without the face's
			      ending, decoded: "event/123/a-title" */
	const char *query; /* raw, or NULL */
	size_t depth;      /* slashes of the raw path below the root of all */
};

struct route route_find(struct arena *, const struct snapshot *,
    const char *target, const char *base);

/* What a page is called in logs and counters: "events".  All that is no page
 * of ours is "none". */
const char *route_name(enum route_page);

/* The ending of a face: ".json". */
const char *route_ending(enum route_face);

#endif
