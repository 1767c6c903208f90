/* safehtml.c -- the small set of HTML that running text is kept in. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "link.h"
#include "safehtml.h"
#include "text.h"

#define LINK_HEAD "<a href=\""
#define LINK_TAIL "\" rel=\"noopener nofollow ugc\">"

#define BIT    SAFEHTML_BIT
#define TEXT   BIT(SAFEHTML_COUNT) /* and <br> */
#define EM     (TEXT | BIT(SAFEHTML_EM))
#define STRONG (EM | BIT(SAFEHTML_STRONG))
#define INLINE (STRONG | BIT(SAFEHTML_LINK))
#define BLOCKS (SAFEHTML_LINES | SAFEHTML_LISTS | BIT(SAFEHTML_QUOTE))

static const struct {
	const char *name;
	unsigned holds;
} elements[SAFEHTML_COUNT] = {
	[SAFEHTML_P] = { "p", INLINE },
	[SAFEHTML_H3] = { "h3", INLINE },
	[SAFEHTML_H4] = { "h4", INLINE },
	[SAFEHTML_UL] = { "ul", BIT(SAFEHTML_LI) },
	[SAFEHTML_OL] = { "ol", BIT(SAFEHTML_LI) },
	[SAFEHTML_LI] = { "li", INLINE | BLOCKS },
	[SAFEHTML_QUOTE] = { "blockquote", BLOCKS },
	[SAFEHTML_LINK] = { "a", STRONG },
	[SAFEHTML_STRONG] = { "strong", EM },
	[SAFEHTML_EM] = { "em", TEXT },
};

static const struct {
	char c;
	const char *text;
} escapes[] = {
	{ '&', "&amp;" },
	{ '<', "&lt;" },
	{ '>', "&gt;" },
	{ '"', "&quot;" },
};

#define ESCAPES (sizeof(escapes) / sizeof(escapes[0]))

/* ---- writing ----------------------------------------------------------- */

void
safehtml_put_character(struct buf *out, const char *s, size_t size)
{
	for (size_t i = 0; i < ESCAPES; i++)
		if (*s == escapes[i].c) {
			buf_puts(out, escapes[i].text);
			return;
		}
	buf_put(out, s, size);
}

void
safehtml_put_open(struct buf *out, enum safehtml e, const char *href)
{
	if (e != SAFEHTML_LINK) {
		buf_printf(out, "<%s>", elements[e].name);
		return;
	}
	buf_puts(out, LINK_HEAD);
	for (; *href != '\0'; href++)
		safehtml_put_character(out, href, 1);
	buf_puts(out, LINK_TAIL);
}

void
safehtml_put_close(struct buf *out, enum safehtml e)
{
	buf_printf(out, "</%s>", elements[e].name);
}

/* ---- reading ----------------------------------------------------------- */

struct reader {
	struct arena *arena;
	const char *at, *end;
};

static bool
take(struct reader *r, const char *word)
{
	size_t len = strlen(word);

	if ((size_t)(r->end - r->at) < len || memcmp(r->at, word, len) != 0)
		return false;
	r->at += len;
	return true;
}

/* An opening or closing tag; SAFEHTML_COUNT, and nothing taken, where there
 * is none. */
static enum safehtml
take_tag(struct reader *r, const char *before)
{
	const char *was = r->at;

	if (take(r, before))
		for (int e = 0; e < SAFEHTML_COUNT; e++)
			if (take(r, elements[e].name)) {
				if (take(r, ">"))
					return (enum safehtml)e;
				r->at -= strlen(elements[e].name);
			}
	r->at = was;
	return SAFEHTML_COUNT;
}

/* The character that an escape stands for; 0 where there is none. */
static char
take_escape(struct reader *r)
{
	for (size_t i = 0; i < ESCAPES; i++)
		if (take(r, escapes[i].text))
			return escapes[i].c;
	return '\0';
}

static bool
take_link(struct reader *r)
{
	struct buf href = buf_new(r->arena, LINK_MAX);
	char *made;

	if (!take(r, LINK_HEAD))
		return false;
	while (r->at < r->end && *r->at != '"') {
		char c = *r->at == '&' ? take_escape(r) : *r->at++;

		if (c == '\0')
			return false;
		buf_putc(&href, c);
	}
	made = buf_ok(&href) ? link_any(r->arena, href.data, href.len) : NULL;
	return made != NULL && strcmp(made, href.data) == 0 &&
	       take(r, LINK_TAIL);
}

static bool
take_text(struct reader *r)
{
	size_t size = text_sequence(r->at, (size_t)(r->end - r->at));
	enum text_fate fate;

	if (size == 0 || *r->at == '<' || *r->at == '>' || *r->at == '"')
		return false;
	if (*r->at == '&')
		return take_escape(r) != '\0';
	fate = text_fate(text_code_point(r->at, &size));
	if (*r->at != ' ' && fate != TEXT_KEEP && fate != TEXT_NOBREAK)
		return false;
	r->at += size;
	return true;
}

/* An opening tag that may stand where "holds" says what may. */
static bool
take_open(struct reader *r, unsigned holds, enum safehtml *e)
{
	*e = take_tag(r, "<");
	if (*e == SAFEHTML_LINK)
		return false; /* without its href */
	if (*e == SAFEHTML_COUNT && take_link(r))
		*e = SAFEHTML_LINK;
	return *e != SAFEHTML_COUNT && (holds & BIT(*e)) != 0;
}

bool
safehtml_check(struct arena *a, const char *html, size_t len)
{
	struct reader r = { a, html, html + len };
	enum safehtml open[SAFEHTML_DEPTH_MAX], e;
	int depth = 0;

	while (r.at < r.end) {
		unsigned holds =
		    depth == 0 ? BLOCKS : elements[open[depth - 1]].holds;

		if ((e = take_tag(&r, "</")) != SAFEHTML_COUNT) {
			if (depth == 0 || open[--depth] != e)
				return false;
		} else if (take(&r, "<br>")) {
			if (!(holds & TEXT))
				return false;
		} else if (*r.at == '<') {
			if (depth == SAFEHTML_DEPTH_MAX ||
			    !take_open(&r, holds, &open[depth]))
				return false;
			depth++;
		} else if (!(holds & TEXT) || !take_text(&r)) {
			return false;
		}
	}
	return depth == 0;
}

/* ---- as plain text ------------------------------------------------------ */

static void
end_line(struct buf *out, bool *line)
{
	if (*line)
		buf_putc(out, '\n');
	*line = false;
}

/* A tag; inline ones leave nothing. */
static bool
plain_tag(struct reader *r, struct buf *out, bool *line)
{
	enum safehtml e;

	if (take(r, LINK_HEAD)) {
		while (r->at < r->end && *r->at++ != '>')
			;
		return true;
	}
	if (take(r, "<br>")) {
		end_line(out, line);
		return true;
	}
	if ((e = take_tag(r, "</")) == SAFEHTML_COUNT) {
		e = take_tag(r, "<");
		if (e < SAFEHTML_LINK)
			end_line(out, line);
		if (e == SAFEHTML_LI)
			buf_puts(out, "- ");
	} else if (e < SAFEHTML_LINK) {
		end_line(out, line);
	}
	return e != SAFEHTML_COUNT;
}

char *
safehtml_plain(struct arena *a, const char *html)
{
	size_t len = strlen(html);
	struct reader r = { a, html, html + len };
	struct buf out = buf_new(a, len + 1); /* a tag is longer than "- " */
	bool line = false;                    /* there is text on this one */
	char c;

	while (r.at < r.end) {
		if (*r.at == '<' && plain_tag(&r, &out, &line))
			continue;
		c = *r.at == '&' ? take_escape(&r) : '\0';
		buf_putc(&out, c != '\0' ? c : *r.at++);
		line = true;
	}
	if (out.len > 0 && out.data[out.len - 1] == '\n')
		out.data[out.len - 1] = '\0';
	return out.data;
}
