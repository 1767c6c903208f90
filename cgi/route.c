/* route.c -- which page an address is. */
#include <string.h>

#include "arena.h"
#include "http.h"
#include "query.h"
#include "route.h"
#include "snapshot.h"

#define FACE(face) (1 << (face))

/* Exact paths; faces besides the page; what of the query is understood. */
static const struct {
	const char *path;
	enum route_page page;
	int faces;
	int understood;
} routes[] = {
	{ "", ROUTE_HOME, FACE(ROUTE_PAGE), QUERY_AT },
	{ "index", ROUTE_HOME, FACE(ROUTE_JSON), QUERY_AT },
	{ "events", ROUTE_EVENTS,
	    FACE(ROUTE_PAGE) | FACE(ROUTE_JSON) | FACE(ROUTE_ICS) |
		FACE(ROUTE_ATOM),
	    QUERY_FILTERS | QUERY_WHEN | QUERY_AT | QUERY_PAGE },
	{ "all", ROUTE_ALL, FACE(ROUTE_PAGE) | FACE(ROUTE_JSON), 0 },
	{ "map", ROUTE_MAP, FACE(ROUTE_PAGE) | FACE(ROUTE_JSON),
	    QUERY_FILTERS | QUERY_WHEN | QUERY_AT },
	{ "plan", ROUTE_PLAN,
	    FACE(ROUTE_PAGE) | FACE(ROUTE_JSON) | FACE(ROUTE_ICS), QUERY_PLAN },
	{ "changes", ROUTE_CHANGES, FACE(ROUTE_PAGE) | FACE(ROUTE_JSON), 0 },
	{ "about", ROUTE_ABOUT, FACE(ROUTE_PAGE) | FACE(ROUTE_JSON), 0 },
};

/* Files of one face, and folders of such: at the root of all languages, or of
 * each. */
static const struct {
	const char *path;
	enum route_page page;
	bool of_each;
} files[] = {
	{ "sitemap.xml", ROUTE_SITEMAP, false },
	{ "robots.txt", ROUTE_ROBOTS, false },
	{ "status.json", ROUTE_STATUS, false },
	{ "metrics", ROUTE_METRICS, false },
	{ "sw.js", ROUTE_WORKER, false },
	{ "manifest.webmanifest", ROUTE_MANIFEST, true },
	{ "static/", ROUTE_STATIC, false },
	{ "sync/", ROUTE_SYNC, false },
	{ "edit/", ROUTE_EDIT, false },
};

static const struct {
	const char *ending;
	enum route_face face;
} faces[] = {
	{ ".json", ROUTE_JSON },
	{ ".ics", ROUTE_ICS },
	{ ".atom", ROUTE_ATOM },
};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

const char *
route_name(enum route_page page)
{
	static const char *const names[ROUTE_PAGES] = {
		[ROUTE_HOME] = "home",
		[ROUTE_EVENTS] = "events",
		[ROUTE_ALL] = "all",
		[ROUTE_EVENT] = "event",
		[ROUTE_MAP] = "map",
		[ROUTE_PLAN] = "plan",
		[ROUTE_CHANGES] = "changes",
		[ROUTE_ABOUT] = "about",
		[ROUTE_SITEMAP] = "sitemap",
		[ROUTE_ROBOTS] = "robots",
		[ROUTE_STATUS] = "status",
		[ROUTE_METRICS] = "metrics",
		[ROUTE_STATIC] = "static",
		[ROUTE_SYNC] = "sync",
		[ROUTE_WORKER] = "worker",
		[ROUTE_MANIFEST] = "manifest",
		[ROUTE_EDIT] = "edit",
		[ROUTE_ELSEWHERE] = "elsewhere",
	};

	return names[page] != NULL ? names[page] : "none";
}

const char *
route_ending(enum route_face face)
{
	for (size_t i = 0; i < COUNT(faces); i++)
		if (faces[i].face == face)
			return faces[i].ending;
	return "";
}

/* ---- the path ---------------------------------------------------------- */

/* Cut off "scheme://host", which some servers hand on. */
static const char *
without_host(const char *target)
{
	const char *at;

	if (*target == '/')
		return target;
	at = strstr(target, "://");
	at = at != NULL ? strchr(at + 3, '/') : NULL;
	return at != NULL ? at : "/";
}

/* A path climbs where a segment of it is "..". */
static bool
climbs(const char *path)
{
	while (*path != '\0') {
		size_t len = strcspn(path, "/");

		if ((len == 2 && memcmp(path, "..", 2) == 0) ||
		    (len == 1 && *path == '.'))
			return true;
		path += len + (path[len] == '/');
	}
	return false;
}

/* The bytes at the beginning that our own addresses are made of (RFC 3986,
 * section 2.3: unreserved). */
static size_t
plain_span(const char *text)
{
	return strspn(text, "abcdefghijklmnopqrstuvwxyz"
			    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~");
}

/* Our own addresses need no escapes, and have no empty segment but the last:
 * what leads to one has come from nowhere else ("//host/" is another's). */
static bool
may_be_ours(const char *path)
{
	const char *at = path;

	while (*(at += plain_span(at)) == '/')
		if (at == path || *++at == '/')
			return false;
	return *at == '\0';
}

static struct route
elsewhere(struct arena *a, const struct route *r, const char *path)
{
	struct route to = *r;

	to.page = may_be_ours(path) ? ROUTE_ELSEWHERE : ROUTE_NOWHERE;
	to.face = to.page == ROUTE_NOWHERE ? ROUTE_PAGE : r->face;
	to.path = arena_strdup(a, path);
	return to;
}

/* ---- the page ---------------------------------------------------------- */

static bool
take_face(struct arena *a, struct route *r)
{
	size_t len = strlen(r->path);

	for (size_t i = 0; i < COUNT(faces); i++) {
		size_t tail = strlen(faces[i].ending);

		if (len <= tail ||
		    strcmp(r->path + len - tail, faces[i].ending) != 0)
			continue;
		r->face = faces[i].face;
		r->path = arena_strndup(a, r->path, len - tail);
		return true;
	}
	return false;
}

static bool
find_exact(struct route *r)
{
	for (size_t i = 0; i < COUNT(routes); i++) {
		if (strcmp(routes[i].path, r->path) != 0 ||
		    (routes[i].faces & FACE(r->face)) == 0)
			continue;
		r->page = routes[i].page;
		r->understood = routes[i].understood;
		if (r->page == ROUTE_HOME)
			r->path = "";
		return true;
	}
	return false;
}

/* A folder has all that follows its slash. */
static bool
is_in(const char *path, const char *file)
{
	size_t len = strlen(file);

	return strncmp(path, file, len) == 0 &&
	       (file[len - 1] == '/' || path[len] == '\0');
}

static bool
find_file(struct route *r)
{
	for (size_t i = 0; i < COUNT(files); i++)
		if ((r->language == 0 || files[i].of_each) &&
		    is_in(r->path, files[i].path)) {
			r->page = files[i].page;
			r->face = ROUTE_TEXT;
			return true;
		}
	return false;
}

/* Without its name an event's address leads to the one that it has today. */
static void
drop_name(struct arena *a, struct route *r)
{
	size_t uid = plain_span(r->path + strlen("event/"));

	r->path = arena_strndup(a, r->path, strlen("event/") + uid);
}

/* "event/UID" and whatever name follows: one that a mail or a hand has spoilt
 * still leads on. */
static bool
find_event(struct arena *a, struct route *r)
{
	const char *uid, *name;

	if (strncmp(r->path, "event/", strlen("event/")) != 0 ||
	    r->face == ROUTE_ATOM)
		return false;
	uid = r->path + strlen("event/");
	name = uid + plain_span(uid);
	if (name == uid || (*name != '/' && *name != '\0'))
		return false;
	if (*name == '/' && name[1 + plain_span(name + 1)] != '\0')
		drop_name(a, r);
	r->page = ROUTE_EVENT;
	r->understood = 0;
	return true;
}

static struct route
find_page(struct arena *a, struct route r)
{
	size_t len = strlen(r.path);

	if (find_file(&r))
		return r;
	if (strcmp(r.path, "edit") == 0)
		return elsewhere(a, &r, "edit/");
	/* One address a page: "events/" is "events". */
	if (len > 0 && r.path[len - 1] == '/') {
		while (len > 0 && r.path[len - 1] == '/')
			len--;
		return elsewhere(a, &r, arena_strndup(a, r.path, len));
	}
	take_face(a, &r);
	if (find_exact(&r) || find_event(a, &r))
		return r;
	r.page = ROUTE_NOWHERE;
	r.face = r.face == ROUTE_JSON ? ROUTE_JSON : ROUTE_PAGE;
	return r;
}

/* "en/events" is "events" in English; "fr/events" is elsewhere where French
 * is the first language. */
static struct route
find_language(struct arena *a, const struct snapshot *s, struct route r)
{
	size_t len = strcspn(r.path, "/");
	char *code = arena_strndup(a, r.path, len);
	int language = snapshot_language(s, code);

	if (language < 0)
		return find_page(a, r);
	if (r.path[len] == '\0' && language > 0) {
		r.language = 0;
		return elsewhere(a, &r, arena_printf(a, "%s/", code));
	}
	if (language == 0) { /* however often */
		while (strncmp(r.path, code, len) == 0 &&
		       (r.path[len] == '/' || r.path[len] == '\0'))
			r.path += len + (r.path[len] == '/');
		return elsewhere(a, &r, r.path);
	}
	r.path += len + (r.path[len] == '/');
	r.language = (size_t)language;
	return find_page(a, r);
}

/* Our own addresses need no escapes; one that has some is elsewhere, where it
 * has none. */
static struct route
plain_only(struct arena *a, struct route r, const char *raw, size_t len,
    const char *path)
{
	if (r.page >= ROUTE_NOWHERE || memchr(raw, '%', len) == NULL)
		return r;
	if (r.page == ROUTE_EVENT) {
		drop_name(a, &r);
		return r;
	}
	r.language = 0; /* it is in the path */
	r.face = ROUTE_TEXT;
	return elsewhere(a, &r, path);
}

struct route
route_find(struct arena *a, const struct snapshot *s, const char *target,
    const char *base)
{
	const char *path = without_host(target), *raw;
	size_t len = strcspn(path, "?#"), base_len = strlen(base);
	struct route r = { .page = ROUTE_BAD, .path = "" };
	char *decoded = query_decode(a, path, len, false);

	if (path[len] == '?')
		r.query = arena_strndup(
		    a, path + len + 1, strcspn(path + len + 1, "#"));
	if (strlen(path) > HTTP_TARGET_MAX)
		r.page = ROUTE_LONG;
	if (strlen(path) > HTTP_TARGET_MAX || decoded == NULL ||
	    climbs(decoded))
		return r;
	if (strncmp(decoded, base, base_len) != 0 ||
	    (decoded[base_len] != '/' && decoded[base_len] != '\0')) {
		r.page = ROUTE_NOWHERE;
		return r;
	}
	if (decoded[base_len] == '\0')
		return elsewhere(a, &r, "");
	for (raw = path; raw < path + len; raw++)
		r.depth += *raw == '/';
	for (const char *slash = base; *slash != '\0'; slash++)
		r.depth -= *slash == '/';
	r.depth--; /* the root's own */
	r.path = decoded + base_len + 1;
	return plain_only(a, find_language(a, s, r), path, len, r.path);
}
