/*
 * prose.c -- running text as a small safe set of HTML.
 *
 * Two stacks.  "wanted" is what the source has open, as it nests it.  "open"
 * is what the output has open, which is always valid.  When text comes, the
 * path that it may stand in is worked out from the one, and the other is
 * brought to it by closing and opening as little as needs be.
 */
#include <stdint.h>
#include <string.h>

#include "arena.h"
#include "autolink.h"
#include "buf.h"
#include "prose.h"
#include "safehtml.h"
#include "text.h"

#define PATH_LEN (PROSE_DEPTH_MAX + 4) /* a line and three inline more */
#define TAGS_MAX (PATH_LEN * 13)       /* bytes: "</blockquote>" is longest */
#define LINK_TAG 64                    /* bytes of a link without its address */
#define SPARE    16                    /* bytes: two breaks, one character */

#define ELLIPSIS    "\xe2\x80\xa6" /* U+2026 */
#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

#define BIT   SAFEHTML_BIT
#define LINES SAFEHTML_LINES
#define LISTS SAFEHTML_LISTS

struct element {
	enum safehtml kind;
	const char *href; /* of a link */
	int id;           /* tells blocks of one kind apart */
	int run;          /* of an item: the run of text it begins with */
	int level;        /* of a heading, in the source */
};

/* White space and breaks that wait for text to follow. */
enum gap { NO_GAP, SPACE, BREAK, TWO_BREAKS };

struct prose {
	struct arena *arena;
	struct buf out;
	enum prose_lines lines;
	struct element wanted[PROSE_DEPTH_MAX], open[PATH_LEN];
	int wanted_count, open_count;
	int ignored;           /* elements open beyond the ceiling */
	int ids, runs;         /* counters */
	int top;               /* the highest level of heading so far, or 0 */
	const char *auto_href; /* while an address is written */
	enum gap gap;
	bool moved;   /* "open" may no longer be the path for text */
	bool written; /* there is text on the line */
	bool cut;
};

/* ---- writing ----------------------------------------------------------- */

static void
close_to(struct prose *p, int count)
{
	while (p->open_count > count)
		safehtml_put_close(&p->out, p->open[--p->open_count].kind);
}

static void
put_gap(struct prose *p)
{
	static const char *const text[] = { "", " ", "<br>", "<br><br>" };

	if (p->written)
		buf_puts(&p->out, text[p->gap]);
	p->gap = NO_GAP;
}

/* Is there room for so much, with everything closed again? */
static bool
room(struct prose *p, size_t bytes)
{
	if (p->cut)
		return false;
	if (p->out.len + bytes + TAGS_MAX + SPARE <= p->out.max)
		return true;
	if (p->written)
		buf_puts(&p->out, ELLIPSIS);
	p->cut = true;
	return false;
}

/* ---- the path for text -------------------------------------------------- */

struct path {
	struct element at[PATH_LEN];
	int count;
};

static enum safehtml
path_end(const struct path *path)
{
	return path->count > 0 ? path->at[path->count - 1].kind
			       : SAFEHTML_COUNT;
}

static void
path_put(struct path *path, struct element e)
{
	path->at[path->count++] = e;
}

/* A list can be ended by an item only: without one it is left out. */
static void
path_drop_lists(struct path *path)
{
	while (path->count > 0 && (BIT(path_end(path)) & LISTS))
		path->count--;
}

/* The line where none is asked for: none either for an item's first text. */
static void
path_put_line(struct prose *p, struct path *path)
{
	if (path_end(path) == SAFEHTML_LI &&
	    path->at[path->count - 1].run == p->runs)
		return;
	path_put(path, (struct element){ .kind = SAFEHTML_P, .id = -p->runs });
}

static void
path_put_inline(struct path *path, unsigned wanted, const char *href)
{
	if (href != NULL)
		path_put(path,
		    (struct element){ .kind = SAFEHTML_LINK, .href = href });
	if (wanted & BIT(SAFEHTML_STRONG))
		path_put(path, (struct element){ .kind = SAFEHTML_STRONG });
	if (wanted & BIT(SAFEHTML_EM))
		path_put(path, (struct element){ .kind = SAFEHTML_EM });
}

static void
find_path(struct prose *p, struct path *path)
{
	const struct element *line = NULL;
	const char *href = p->auto_href;
	unsigned wanted = 0;

	for (int i = 0; i < p->wanted_count; i++) {
		const struct element *e = &p->wanted[i];
		bool in_list = path->count > 0 && (BIT(path_end(path)) & LISTS);

		wanted |= BIT(e->kind);
		if (e->kind == SAFEHTML_LINK && e->href != NULL)
			href = e->href;
		if ((BIT(e->kind) & LINES) ||
		    (e->kind == SAFEHTML_LI && !in_list)) {
			line = e;
		} else if (e->kind < SAFEHTML_LINK) {
			if (e->kind != SAFEHTML_LI)
				path_drop_lists(path);
			line = NULL;
			path_put(path, *e);
		}
	}
	path_drop_lists(path);
	if (line != NULL) {
		path_put(path, *line);
		if (line->kind == SAFEHTML_LI)
			path->at[path->count - 1].kind = SAFEHTML_P;
	} else {
		path_put_line(p, path);
	}
	path_put_inline(path, wanted, href);
}

static bool
same(const struct element *a, const struct element *b)
{
	return a->kind == b->kind && a->id == b->id &&
	       (a->href == b->href || (a->href != NULL && b->href != NULL &&
					  strcmp(a->href, b->href) == 0));
}

/* What opening the rest of a path may take. */
static size_t
cost(const struct path *path, int from)
{
	size_t bytes = TAGS_MAX;

	for (int i = from; i < path->count; i++)
		if (path->at[i].href != NULL)
			bytes += LINK_TAG + 5 * strlen(path->at[i].href);
	return bytes;
}

/* Bring the output to where text may stand now.  False at the ceiling. */
static bool
move(struct prose *p)
{
	struct path path = { .count = 0 };
	bool block = false;
	int kept = 0;

	find_path(p, &path);
	while (kept < path.count && kept < p->open_count &&
	       same(&path.at[kept], &p->open[kept]))
		kept++;
	if (!room(p, cost(&path, kept)))
		return false;
	for (int i = kept; i < p->open_count; i++)
		block |= p->open[i].kind < SAFEHTML_LINK;
	for (int i = kept; i < path.count; i++)
		block |= path.at[i].kind < SAFEHTML_LINK;
	close_to(p, kept);
	p->written &= !block;
	put_gap(p);
	for (; kept < path.count; kept++) {
		safehtml_put_open(
		    &p->out, path.at[kept].kind, path.at[kept].href);
		p->open[p->open_count++] = path.at[kept];
		if (path.at[kept].kind == SAFEHTML_H3)
			p->top = path.at[kept].level;
	}
	p->moved = false;
	return true;
}

/* ---- what the source says ----------------------------------------------- */

struct prose *
prose_new(struct arena *a, enum prose_lines lines, size_t max)
{
	struct prose *p = ARENA_NEW(a, struct prose);

	p->arena = a;
	p->out = buf_new(a, max);
	p->lines = lines;
	p->moved = true;
	return p;
}

static void
want(struct prose *p, struct element e)
{
	if (p->wanted_count == PROSE_DEPTH_MAX) {
		p->ignored++;
		return;
	}
	if (e.kind < SAFEHTML_LINK) {
		e.run = ++p->runs;
		e.id = ++p->ids;
	}
	p->wanted[p->wanted_count++] = e;
	p->moved = true;
}

void
prose_open(struct prose *p, enum safehtml kind)
{
	want(p, (struct element){ .kind = kind });
}

void
prose_open_heading(struct prose *p, int level)
{
	bool lower = p->top > 0 && level > p->top;

	want(p, (struct element){
		    lower ? SAFEHTML_H4 : SAFEHTML_H3, .level = level });
}

void
prose_open_link(struct prose *p, const char *href)
{
	want(p, (struct element){ .kind = SAFEHTML_LINK, .href = href });
}

void
prose_close(struct prose *p)
{
	if (p->ignored > 0) {
		p->ignored--;
		return;
	}
	if (p->wanted[--p->wanted_count].kind < SAFEHTML_LINK)
		p->runs++;
	p->moved = true;
}

void
prose_break(struct prose *p)
{
	p->gap = p->gap >= BREAK ? TWO_BREAKS : BREAK;
}

void
prose_divide(struct prose *p)
{
	p->runs++;
	if (p->gap < BREAK)
		p->gap = BREAK; /* where a line goes on across the border */
	p->moved = true;
}

static void
line_feed(struct prose *p)
{
	enum gap gap = p->lines == PROSE_FOLD ? SPACE : BREAK;

	if (p->lines == PROSE_PARAGRAPHS && p->gap >= BREAK)
		prose_divide(p);
	else if (p->gap < gap)
		p->gap = gap;
}

static void
put_character(struct prose *p, const char *s, size_t size)
{
	if (p->moved && !move(p))
		return;
	if (!room(p, SPARE))
		return;
	put_gap(p);
	safehtml_put_character(&p->out, s, size);
	p->written = true;
}

/* Text in which no address is looked for. */
static void
put_text(struct prose *p, const char *s, size_t len)
{
	size_t size;

	for (; len > 0 && !p->cut; s += size, len -= size) {
		size = text_sequence(s, len);
		if (size == 0) {
			put_character(p, REPLACEMENT, 3);
			size = 1;
			continue;
		}
		switch (text_fate(text_code_point(s, &size))) {
		case TEXT_KEEP:
		case TEXT_NOBREAK:
			put_character(p, s, size);
			break;
		case TEXT_SPACE:
			if (p->gap == NO_GAP)
				p->gap = SPACE;
			break;
		case TEXT_NEWLINE:
			line_feed(p);
			break;
		case TEXT_DROP:
			break;
		}
	}
}

static bool
in_link(const struct prose *p)
{
	for (int i = 0; i < p->wanted_count; i++)
		if (p->wanted[i].kind == SAFEHTML_LINK && p->wanted[i].href)
			return true;
	return false;
}

void
prose_text(struct prose *p, const char *s, size_t len)
{
	struct autolink found;

	while (
	    !p->cut && !in_link(p) && autolink_find(p->arena, s, len, &found)) {
		put_text(p, s, found.at);
		p->auto_href = found.href;
		p->moved = true;
		put_text(p, s + found.at, found.len);
		p->auto_href = NULL;
		p->moved = true;
		s += found.at + found.len;
		len -= found.at + found.len;
	}
	put_text(p, s, len);
}

const char *
prose_end(struct prose *p, bool *cut)
{
	close_to(p, 0);
	if (cut != NULL)
		*cut = p->cut;
	return p->out.data;
}
