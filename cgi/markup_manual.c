/* markup_manual.c -- a manual of ours as HTML. */
#include <md4c-html.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "markup_manual.h"
#include "text.h"

#define SLUG_MAX 100 /* bytes */

static void
collect(const MD_CHAR *s, MD_SIZE len, void *buf)
{
	buf_put(buf, s, len);
}

/* What a heading says, without its tags. */
static const char *
words_of(struct arena *a, const char *at, const char *end)
{
	struct buf words = buf_new(a, MARKUP_MANUAL_MAX);

	for (bool tag = false; at < end; at++) {
		tag |= *at == '<';
		if (!tag)
			buf_putc(&words, *at);
		tag &= *at != '>';
	}
	return words.data;
}

const char *
markup_manual(struct arena *a, const char *text, size_t len)
{
	struct buf html = buf_new(a, MARKUP_MANUAL_MAX),
		   out = buf_new(a, MARKUP_MANUAL_MAX);
	const char *at, *open, *end;

	if (md_html(text, (MD_SIZE)len, collect, &html,
		MD_FLAG_TABLES | MD_FLAG_NOHTML, 0) != 0)
		return "";
	for (at = html.data; (open = strstr(at, "<h")) != NULL; at = open) {
		open += strlen("<hN");
		buf_put(&out, at, (size_t)(open - at));
		end = strstr(open, "</h");
		if (open[-1] >= '1' && open[-1] <= '6' && *open == '>' &&
		    end != NULL)
			buf_printf(&out, " id=\"%s\"",
			    text_slug(a, words_of(a, open + 1, end), SLUG_MAX));
	}
	buf_puts(&out, at);
	return out.data;
}
