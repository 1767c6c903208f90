/* markup.c -- running text from outside as safe HTML; the door to md4c and
 * gumbo. */
#include <gumbo.h>
#include <md4c-html.h>
#include <setjmp.h>
#include <string.h>
#include <strings.h>

#include "arena.h"
#include "autolink.h"
#include "buf.h"
#include "link.h"
#include "markup.h"
#include "prose.h"
#include "text.h"

#define REPLACEMENT  "\xef\xbf\xbd"                     /* U+FFFD */
#define RENDERED_MAX ((size_t)MARKUP_MARKDOWN_MAX * 16) /* bytes of HTML */

/* ---- what becomes of an element ------------------------------------------ */

enum fate {
	THROUGH, /* its tags go: the rule */
	DIVIDE,  /* the same, but a block begins and ends */
	SPACED,  /* the same, but its neighbours are apart */
	DROPPED, /* it goes, and all that is in it */
	BROKEN,  /* a line break */
	HEADED,
	LINKED,
	KEPT /* as the element named beside it */
};

static const struct {
	unsigned char fate, as; /* enum fate, enum safehtml */
} fates[GUMBO_TAG_LAST + 1] = {
	[GUMBO_TAG_P] = { KEPT, SAFEHTML_P },
	[GUMBO_TAG_UL] = { KEPT, SAFEHTML_UL },
	[GUMBO_TAG_MENU] = { KEPT, SAFEHTML_UL },
	[GUMBO_TAG_DIR] = { KEPT, SAFEHTML_UL },
	[GUMBO_TAG_OL] = { KEPT, SAFEHTML_OL },
	[GUMBO_TAG_LI] = { KEPT, SAFEHTML_LI },
	[GUMBO_TAG_BLOCKQUOTE] = { KEPT, SAFEHTML_QUOTE },
	[GUMBO_TAG_STRONG] = { KEPT, SAFEHTML_STRONG },
	[GUMBO_TAG_B] = { KEPT, SAFEHTML_STRONG },
	[GUMBO_TAG_EM] = { KEPT, SAFEHTML_EM },
	[GUMBO_TAG_I] = { KEPT, SAFEHTML_EM },
	[GUMBO_TAG_A] = { LINKED, 0 },
	[GUMBO_TAG_BR] = { BROKEN, 0 },
	[GUMBO_TAG_H1] = { HEADED, 1 },
	[GUMBO_TAG_H2] = { HEADED, 2 },
	[GUMBO_TAG_H3] = { HEADED, 3 },
	[GUMBO_TAG_H4] = { HEADED, 4 },
	[GUMBO_TAG_H5] = { HEADED, 5 },
	[GUMBO_TAG_H6] = { HEADED, 6 },

	[GUMBO_TAG_ADDRESS] = { DIVIDE, 0 },
	[GUMBO_TAG_ARTICLE] = { DIVIDE, 0 },
	[GUMBO_TAG_ASIDE] = { DIVIDE, 0 },
	[GUMBO_TAG_CAPTION] = { DIVIDE, 0 },
	[GUMBO_TAG_CENTER] = { DIVIDE, 0 },
	[GUMBO_TAG_DD] = { DIVIDE, 0 },
	[GUMBO_TAG_DETAILS] = { DIVIDE, 0 },
	[GUMBO_TAG_DIV] = { DIVIDE, 0 },
	[GUMBO_TAG_DL] = { DIVIDE, 0 },
	[GUMBO_TAG_DT] = { DIVIDE, 0 },
	[GUMBO_TAG_FIELDSET] = { DIVIDE, 0 },
	[GUMBO_TAG_FIGCAPTION] = { DIVIDE, 0 },
	[GUMBO_TAG_FIGURE] = { DIVIDE, 0 },
	[GUMBO_TAG_FOOTER] = { DIVIDE, 0 },
	[GUMBO_TAG_FORM] = { DIVIDE, 0 },
	[GUMBO_TAG_HEADER] = { DIVIDE, 0 },
	[GUMBO_TAG_HGROUP] = { DIVIDE, 0 },
	[GUMBO_TAG_HR] = { DIVIDE, 0 },
	[GUMBO_TAG_LEGEND] = { DIVIDE, 0 },
	[GUMBO_TAG_MAIN] = { DIVIDE, 0 },
	[GUMBO_TAG_NAV] = { DIVIDE, 0 },
	[GUMBO_TAG_PRE] = { DIVIDE, 0 },
	[GUMBO_TAG_SECTION] = { DIVIDE, 0 },
	[GUMBO_TAG_SUMMARY] = { DIVIDE, 0 },
	[GUMBO_TAG_TABLE] = { DIVIDE, 0 },
	[GUMBO_TAG_TR] = { DIVIDE, 0 },
	[GUMBO_TAG_TD] = { SPACED, 0 },
	[GUMBO_TAG_TH] = { SPACED, 0 },

	[GUMBO_TAG_APPLET] = { DROPPED, 0 },
	[GUMBO_TAG_AUDIO] = { DROPPED, 0 },
	[GUMBO_TAG_CANVAS] = { DROPPED, 0 },
	[GUMBO_TAG_EMBED] = { DROPPED, 0 },
	[GUMBO_TAG_FRAMESET] = { DROPPED, 0 },
	[GUMBO_TAG_HEAD] = { DROPPED, 0 },
	[GUMBO_TAG_IFRAME] = { DROPPED, 0 },
	[GUMBO_TAG_MATH] = { DROPPED, 0 },
	[GUMBO_TAG_NOEMBED] = { DROPPED, 0 },
	[GUMBO_TAG_NOFRAMES] = { DROPPED, 0 },
	[GUMBO_TAG_NOSCRIPT] = { DROPPED, 0 },
	[GUMBO_TAG_OBJECT] = { DROPPED, 0 },
	[GUMBO_TAG_SCRIPT] = { DROPPED, 0 },
	[GUMBO_TAG_SELECT] = { DROPPED, 0 },
	[GUMBO_TAG_STYLE] = { DROPPED, 0 },
	[GUMBO_TAG_SVG] = { DROPPED, 0 },
	[GUMBO_TAG_TEMPLATE] = { DROPPED, 0 },
	[GUMBO_TAG_TEXTAREA] = { DROPPED, 0 },
	[GUMBO_TAG_TITLE] = { DROPPED, 0 },
	[GUMBO_TAG_VIDEO] = { DROPPED, 0 },
};

/* ---- parsing ------------------------------------------------------------- */

/* Where gumbo's memory comes from.  It has no limit of its own and does not
 * expect to be refused, so past the ceiling we jump out of it; all that it
 * holds is in the arena. */
struct pot {
	struct arena *arena;
	size_t left; /* bytes */
	jmp_buf empty;
};

static void *
take_memory(void *userdata, size_t size)
{
	struct pot *pot = userdata;

	if (size > pot->left)
		longjmp(pot->empty, 1);
	pot->left -= size;
	return arena_alloc(pot->arena, size);
}

static void
leave_memory(void *userdata, void *memory)
{
	(void)userdata;
	(void)memory; /* goes with the arena */
}

/* NULL where the tree would be too big. */
static GumboOutput *
parse(struct pot *pot, const char *html, size_t len)
{
	GumboOptions options = kGumboDefaultOptions;

	options.allocator = take_memory;
	options.deallocator = leave_memory;
	options.userdata = pot;
	options.max_errors = 0;
	if (setjmp(pot->empty) != 0)
		return NULL;
	return gumbo_parse_with_options(&options, html, len);
}

/* ---- the walk ------------------------------------------------------------ */

struct walk {
	struct arena *arena;
	struct prose *prose;
	struct markup_loss *loss;
};

static void
open_link(struct walk *w, const GumboElement *e)
{
	const GumboAttribute *href =
	    gumbo_get_attribute(&e->attributes, "href");
	char *link = NULL;

	if (href != NULL) {
		size_t len = strlen(href->value);

		link = link_any(w->arena, href->value, len);
		if (link == NULL)
			link = autolink_whole(w->arena, href->value, len);
		w->loss->links += link == NULL;
	}
	prose_open_link(w->prose, link);
}

/* Begin an element; false where what is in it does not count. */
static bool
enter(struct walk *w, const GumboElement *e)
{
	int as = fates[e->tag].as;

	switch ((enum fate)fates[e->tag].fate) {
	case THROUGH:
		break;
	case DIVIDE:
		prose_divide(w->prose);
		break;
	case SPACED:
		prose_text(w->prose, " ", 1);
		break;
	case DROPPED:
		return false;
	case BROKEN:
		prose_break(w->prose);
		break;
	case HEADED:
		prose_open_heading(w->prose, as);
		break;
	case LINKED:
		open_link(w, e);
		break;
	case KEPT:
		prose_open(w->prose, (enum safehtml)as);
		break;
	}
	return true;
}

static void
leave(struct walk *w, const GumboElement *e)
{
	switch ((enum fate)fates[e->tag].fate) {
	case DIVIDE:
		prose_divide(w->prose);
		break;
	case SPACED:
		prose_text(w->prose, " ", 1);
		break;
	case HEADED:
	case LINKED:
	case KEPT:
		prose_close(w->prose);
		break;
	case THROUGH:
	case DROPPED:
	case BROKEN:
		break;
	}
}

/* Tell of one node; its first child where there is one to go on with. */
static const GumboNode *
visit(struct walk *w, const GumboNode *n)
{
	switch (n->type) {
	case GUMBO_NODE_ELEMENT:
		if (!enter(w, &n->v.element))
			return NULL;
		if (n->v.element.children.length > 0)
			return n->v.element.children.data[0];
		leave(w, &n->v.element);
		return NULL;
	case GUMBO_NODE_TEXT:
	case GUMBO_NODE_WHITESPACE:
	case GUMBO_NODE_CDATA:
		prose_text(w->prose, n->v.text.text, strlen(n->v.text.text));
		return NULL;
	default:
		return NULL; /* comments, templates */
	}
}

/* The next child of its parent, or NULL. */
static const GumboNode *
after(const GumboNode *n)
{
	const GumboVector *all = &n->parent->v.element.children;
	size_t next = n->index_within_parent + 1;

	return next < all->length ? all->data[next] : NULL;
}

/* Without recursion: a tree may be as deep as its text is long. */
static void
walk(struct walk *w, const GumboNode *root)
{
	const GumboNode *n = root, *child;

	for (;;) {
		if ((child = visit(w, n)) != NULL) {
			n = child;
			continue;
		}
		while (n != root && (child = after(n)) == NULL) {
			n = n->parent;
			leave(w, &n->v.element);
		}
		if (n == root)
			return;
		n = child;
	}
}

/* The text between the tags, where the tags make no sense. */
static void
walk_without_tags(struct walk *w, const char *s, size_t len)
{
	const char *end = s + len, *tag;

	while (s < end) {
		tag = memchr(s, '<', (size_t)(end - s));
		if (tag == NULL)
			tag = end;
		prose_text(w->prose, s, (size_t)(tag - s));
		prose_divide(w->prose);
		s = memchr(tag, '>', (size_t)(end - tag));
		s = s != NULL ? s + 1 : end;
	}
}

static void
put_html(struct walk *w, const char *s, size_t len)
{
	struct pot pot = { .arena = arena_new(), .left = MARKUP_TREE_MAX };
	GumboOutput *tree = parse(&pot, s, len);

	if (tree != NULL)
		walk(w, tree->root);
	else
		walk_without_tags(w, s, len);
	arena_free(pot.arena);
}

/* ---- Markdown ------------------------------------------------------------ */

static void
collect(const MD_CHAR *s, MD_SIZE len, void *buf)
{
	buf_put(buf, s, len);
}

static void
put_markdown(struct walk *w, const char *s, size_t len, bool html_spans)
{
	unsigned flags = MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_NOHTMLBLOCKS;
	struct arena *a = arena_new();
	struct buf html = buf_new(a, RENDERED_MAX);

	if (!html_spans)
		flags |= MD_FLAG_NOHTMLSPANS;
	if (md_html(s, (MD_SIZE)len, collect, &html, flags, 0) == 0)
		put_html(w, html.data, html.len);
	else
		prose_text(w->prose, s, len);
	w->loss->cut |= !buf_ok(&html);
	arena_free(a);
}

/* ---- the doors ----------------------------------------------------------- */

static bool
listed(const char *name, size_t len, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strlen(*list) == len && strncasecmp(*list, name, len) == 0)
			return true;
	return false;
}

enum markup_kind
markup_guess(const char *s, size_t len)
{
	static const char *const blocks[] = { "p", "div", "ul", "ol", "li",
		"table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote",
		"html", "body", "section", "article", NULL };
	static const char *const inlines[] = { "br", "a", "b", "i", "u", "em",
		"strong", "span", "font", "small", "sup", "sub", "img", NULL };
	enum markup_kind kind = MARKUP_MARKDOWN;
	const char *end = s + len, *name;

	while ((s = memchr(s, '<', (size_t)(end - s))) != NULL) {
		s += s + 1 < end && s[1] == '/' ? 2 : 1;
		for (name = s; s < end && strchr(" \t\r\n/>", *s) == NULL; s++)
			if (s - name > 16)
				break;
		if (s < end && listed(name, (size_t)(s - name), blocks))
			return MARKUP_HTML;
		if (s < end && listed(name, (size_t)(s - name), inlines))
			kind = MARKUP_MIXED;
	}
	return kind;
}

/* The text as its parsers may have it: well-formed, with line feeds for all
 * that ends a line and without what no text keeps.  White space stays, since
 * Markdown counts it. */
static struct buf
fit_to_parse(struct arena *a, const char *s, size_t len, int *mends)
{
	struct buf out = buf_new(a, 3 * len + 1);
	size_t size;

	for (; len > 0; s += size, len -= size) {
		if ((size = text_sequence(s, len)) == 0) {
			buf_puts(&out, REPLACEMENT);
			size = 1;
			++*mends;
			continue;
		}
		switch (text_fate(text_code_point(s, &size))) {
		case TEXT_KEEP:
		case TEXT_NOBREAK:
		case TEXT_SPACE:
			buf_put(&out, s, size);
			break;
		case TEXT_NEWLINE:
			buf_putc(&out, '\n');
			break;
		case TEXT_DROP:
			++*mends;
			break;
		}
	}
	return out;
}

const char *
markup_safe(struct arena *a, enum markup_kind kind, const char *s, size_t len,
    size_t max, struct markup_loss *loss)
{
	static const struct {
		enum prose_lines lines;
		size_t max;
	} kinds[] = {
		[MARKUP_TEXT] = { PROSE_PARAGRAPHS, MARKUP_SOURCE_MAX },
		[MARKUP_MARKDOWN] = { PROSE_BREAKS, MARKUP_MARKDOWN_MAX },
		[MARKUP_MIXED] = { PROSE_BREAKS, MARKUP_MARKDOWN_MAX },
		[MARKUP_HTML] = { PROSE_FOLD, MARKUP_SOURCE_MAX },
	};
	struct walk w = { a, prose_new(a, kinds[kind].lines, max), loss };
	size_t taken = text_cut(s, len, kinds[kind].max);
	struct buf text = fit_to_parse(a, s, taken, &loss->mends);
	const char *html;
	bool cut;

	if (kind == MARKUP_TEXT)
		prose_text(w.prose, text.data, text.len);
	else if (kind == MARKUP_HTML)
		put_html(&w, text.data, text.len);
	else
		put_markdown(&w, text.data, text.len, kind == MARKUP_MIXED);
	html = prose_end(w.prose, &cut);
	loss->cut |= cut || taken < len;
	return html;
}
