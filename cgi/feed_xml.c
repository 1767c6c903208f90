/* feed_xml.c -- news, and the map of the site. */
#include <string.h>

#include "arena.h"
#include "bits.h"
#include "buf.h"
#include "feed.h"
#include "find.h"
#include "json.h"
#include "links.h"
#include "query.h"
#include "snapshot.h"
#include "view.h"

/* A text in XML.  What it forbids never comes this far (text.h). */
static void
put_escaped(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '<')
			buf_puts(out, "&lt;");
		else if (*text == '>')
			buf_puts(out, "&gt;");
		else if (*text == '&')
			buf_puts(out, "&amp;");
		else if (*text == '"')
			buf_puts(out, "&quot;");
		else
			buf_putc(out, *text);
	}
}

static void
put_element(struct buf *out, const char *name, const char *text)
{
	if (text == NULL)
		return;
	buf_printf(out, "<%s>", name);
	put_escaped(out, text);
	buf_printf(out, "</%s>\n", name);
}

static void
put_link(struct buf *out, const char *rel, const char *href)
{
	buf_printf(out, "<link rel=\"%s\" href=\"", rel);
	put_escaped(out, href);
	buf_puts(out, "\"/>\n");
}

/* What the paths of a language begin with. */
static const char *
prefix(const struct view *v, size_t language)
{
	return language > 0 ? arena_printf(v->arena, "%s/",
				  v->s->languages[language].code)
			    : "";
}

/* An event's address in a language. */
static const char *
address(const struct view *v, size_t language, const struct json *tree)
{
	return arena_printf(v->arena, "%s/%sevent/%s/%s", v->url,
	    prefix(v, language), json_get_str(tree, "uid"),
	    json_get_str(tree, "slug"));
}

/* ---- news -------------------------------------------------------------- */

/* The events that changed last, of those in a set; the later slot first where
 * two changed together. */
static size_t
latest(const struct view *v, const uint64_t *set, uint32_t *best)
{
	size_t count = 0;

	for (uint32_t i = 0; i < v->s->event_count; i++) {
		size_t at = count;

		if (!bits_has(set, i))
			continue;
		while (at > 0 && v->s->events[best[at - 1]].changed <=
				     v->s->events[i].changed)
			at--;
		if (at == FEED_ENTRIES_MAX)
			continue;
		if (count < FEED_ENTRIES_MAX)
			count++;
		memmove(
		    best + at + 1, best + at, (count - 1 - at) * sizeof(*best));
		best[at] = i;
	}
	return count;
}

static void
put_entry(const struct view *v, struct buf *out, uint32_t event)
{
	const struct json *tree = view_tree(v, event), *days;
	const char *uid = json_get_str(tree, "uid"),
		   *state = json_get_str(tree, "state"),
		   *title = json_get_str(tree, "title");

	buf_puts(out, "<entry>\n");
	put_element(out, "id",
	    v->url != NULL
		? arena_printf(v->arena, "%s/event/%s", v->url, uid)
		: arena_printf(v->arena, "urn:almanach:event:%s", uid));
	put_element(out, "title",
	    state != NULL ? arena_printf(v->arena, "[%s] %s", state, title)
			  : title);
	put_element(
	    out, "updated", view_instant(v, v->s->events[event].changed));
	days = json_get(tree, "days")->first;
	put_element(out, "summary",
	    arena_printf(v->arena, "%s, %s. %s", json_get_str(days, "label"),
		json_get_str(days, "when"),
		json_get_str(tree, "summary") != NULL
		    ? json_get_str(tree, "summary")
		    : ""));
	if (v->url != NULL)
		put_link(out, "alternate",
		    address(v, (size_t)(v->l - v->s->languages), tree));
	buf_puts(out, "</entry>\n");
}

void
feed_atom(const struct view *v, struct buf *out)
{
	uint32_t best[FEED_ENTRIES_MAX];
	const char *self = links_query(v->arena, v->s, v->q, "events.atom");
	struct found f;
	size_t count;

	find_events(v->arena, v->s, v->l, v->q, v->moment, &f);
	count = latest(v, f.set, best);
	buf_printf(out,
	    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"%s\">\n",
	    v->l->code);
	put_element(out, "id",
	    v->url != NULL ? arena_printf(v->arena, "%s/%s", v->url, self)
			   : arena_printf(v->arena, "urn:almanach:%s", self));
	put_element(out, "title", json_get_str(v->site, "title"));
	put_element(out, "updated", view_instant(v, v->s->head->changed));
	buf_puts(out, "<author>");
	put_element(out, "name", json_get_str(v->site, "title"));
	buf_puts(out, "</author>\n");
	if (v->url != NULL)
		put_link(
		    out, "self", arena_printf(v->arena, "%s/%s", v->url, self));
	for (size_t i = 0; i < count; i++)
		put_entry(v, out, best[i]);
	buf_puts(out, "</feed>\n");
}

/* ---- the map of the site ----------------------------------------------- */

/* The address of a page, or of an event, in a language. */
static const char *
address_of(const struct view *v, size_t language, const char *path,
    const struct json *tree)
{
	return tree != NULL ? address(v, language, tree)
			    : arena_printf(v->arena, "%s/%s%s", v->url,
				  prefix(v, language), path);
}

static void
put_alternates(const struct view *v, struct buf *out, const char *path,
    const struct json *tree)
{
	for (size_t l = 0; l < v->s->language_count; l++) {
		buf_printf(out,
		    "<xhtml:link rel=\"alternate\" hreflang=\"%s\" href=\"",
		    v->s->languages[l].code);
		put_escaped(out, address_of(v, l, path, tree));
		buf_puts(out, "\"/>\n");
	}
}

/* One for each language, and each names them all: what no <loc> names is not
 * of the map. */
static void
put_place(const struct view *v, struct buf *out, const char *path,
    const struct json *tree, int32_t changed)
{
	for (size_t l = 0; l < v->s->language_count; l++) {
		buf_puts(out, "<url>");
		put_element(out, "loc", address_of(v, l, path, tree));
		if (v->s->language_count > 1)
			put_alternates(v, out, path, tree);
		if (changed != INT32_MIN)
			put_element(out, "lastmod", view_instant(v, changed));
		buf_puts(out, "</url>\n");
	}
}

void
feed_sitemap(const struct view *v, struct buf *out)
{
	static const char *const pages[] = { "", "events", "all", "map",
		"changes", "about" };
	const size_t count = sizeof(pages) / sizeof(*pages),
		     most = FEED_PLACES_MAX / v->s->language_count;

	buf_puts(out,
	    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
	    "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
	for (size_t i = 0; v->url != NULL && i < count; i++)
		put_place(v, out, pages[i], NULL, INT32_MIN);
	for (uint32_t i = 0;
	     v->url != NULL && i < v->s->event_count && i + count < most; i++)
		put_place(
		    v, out, NULL, view_tree(v, i), v->s->events[i].changed);
	buf_puts(out, "</urlset>\n");
}

void
feed_robots(const struct view *v, struct buf *out)
{
	const char *host = v->url != NULL ? strstr(v->url, "://") : NULL,
		   *path = host != NULL ? strchr(host + 3, '/') : NULL;

	path = path != NULL ? path : "";
	buf_printf(out, "User-agent: *\nDisallow: %s/edit/\n", path);
	for (size_t l = 0; l < v->s->language_count; l++)
		buf_printf(out, "Disallow: %s/%splan\n", path, prefix(v, l));
	if (v->url != NULL)
		buf_printf(out, "Sitemap: %s/sitemap.xml\n", v->url);
}
