/*
 * template.c -- templates and views from libFuzzer: a template, two partials
 * that they all may take in, and a view as JSON, with a NUL after each.
 *
 * Nothing may crash, leak or run on; and what is filled must be the same when
 * the template is a partial, and when its page is made beforehand.
 */
#include <string.h>

#include "buf.h"
#include "err.h"
#include "fuzz.h"
#include "json.h"
#include "template.h"

#define PAGE_MAX ((size_t)1 << 20)

static struct template_set *
compiled(struct arena *a, struct template_text *list, size_t count)
{
	struct template_texts texts = { list, count };
	struct template_set *set;
	struct err err = { 0 };

	if (template_compile(a, &texts, TEMPLATE_EMPTY, &set, &err))
		return set;
	if (err.text[0] == '\0')
		abort(); /* a failure without a sentence */
	return NULL;
}

/* The page, or NULL. */
static struct buf *
filled(struct arena *a, const struct template_set *set, const char *name,
    const struct json *view)
{
	struct buf *page = ARENA_NEW(a, struct buf);
	struct err err = { 0 };

	*page = buf_new(a, PAGE_MAX);
	if (template_render(set, name, view, page, &err))
		return page;
	if (err.text[0] == '\0')
		abort();
	return NULL;
}

static void
expect_same(const struct buf *a, const struct buf *b)
{
	if (a == NULL || b == NULL) /* a ceiling, met by one of them */
		return;
	if (a->len != b->len || memcmp(a->data, b->data, a->len) != 0)
		abort();
}

static void
run(struct arena *a, struct template_text *texts, const struct json *view)
{
	const struct template_set *set = compiled(a, texts, 5);
	struct json *cards = json_array(a), *ready = json_array(a);
	struct json_ready made = { "{}", 2, "", 0 };
	struct buf *page;

	if (set == NULL || (page = filled(a, set, "t", view)) == NULL)
		return;
	expect_same(page, filled(a, set, "alone", view));
	if (json_is(view, JSON_ARRAY) || json_is(view, JSON_TRUE))
		return; /* as an item of a list these are something else */
	json_put(a, cards, NULL, view);
	made.html = page->data;
	made.html_len = page->len;
	json_put_ready(a, ready, NULL, &made);
	page = filled(a, set, "list", ready);
	if (page != NULL && page->len != made.html_len)
		abort();
	filled(a, set, "list", cards); /* sees the list too: may differ */
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	char *part[4];
	struct template_text texts[5];
	struct json *view;
	struct err err = { 0 };

	cut(a, data, size, part, 4);
	for (int i = 0; i < 3; i++) {
		static const char *const names[] = { "t", "p", "q" };

		texts[i] = (struct template_text){ names[i], names[i], part[i],
			strlen(part[i]) };
	}
	texts[3] = (struct template_text){ "alone", "alone", "{{>t}}", 6 };
	texts[4] =
	    (struct template_text){ "list", "list", "{{#.}}{{>t}}{{/.}}", 18 };
	if (json_parse(a, part[3], strlen(part[3]), NULL, &view, &err))
		run(a, texts, view);
	arena_free(a);
	return 0;
}
