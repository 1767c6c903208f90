/* render.c -- `almanach render`, without the command line around it. */
#include <stdlib.h>
#include <unistd.h>

#include "arena.h"
#include "err.h"
#include "render.h"
#include "unit.h"

static char folder[] = "/tmp/almanach-render-XXXXXX";

static char *
file(struct arena *a, const char *name, const char *text)
{
	char *path = arena_printf(a, "%s/%s", folder, name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
	return path;
}

/* What comes out for a view: the page, or the error. */
static const char *
rendered(struct arena *a, const char *template, const char *partials,
    const char *view)
{
	char *page = arena_alloc(a, 1000);
	FILE *in = fmemopen(arena_strdup(a, view), strlen(view), "r");
	FILE *out = fmemopen(page, 1000, "w");
	struct err err = { 0 };

	if (!render_command(template, partials, in, out, &err)) {
		assert_int_equal(ftell(out), 0);
		page = arena_strdup(a, err.text);
	}
	fclose(in);
	fclose(out);
	return page;
}

static void
fills_a_file_with_a_view(void **state)
{
	struct arena *a = arena_new();
	char *page, *card;

	(void)state;
	assert_non_null(mkdtemp(folder));
	page = file(a, "page.html", "{{#a}}\n  {{>card}}\n{{/a}}\n{{>none}}.");
	card = file(a, "card.mustache", "<{{.}}>\n");
	assert_string_equal(rendered(a, page, folder, "{\"a\":[1,\"&\"]}"),
	    "  <1>\n  <&amp;>\n.");
	assert_string_equal(rendered(a, page, NULL, "{\"a\":[1,\"&\"]}"), ".");
	assert_string_equal(rendered(a, card, folder, "\"b\""), "<b>\n");
	assert_string_equal(rendered(a, page, folder, "{\"a\":\n,}"),
	    "the view: not JSON from line 2 on");
	card = file(a, "card.mustache", "{{/a}}");
	assert_string_equal(rendered(a, page, folder, "{}"),
	    "card.mustache:1: {{/a}} closes no section");
	unlink(page);
	unlink(card);
	assert_int_equal(rmdir(folder), 0);
	assert_non_null(strstr(rendered(a, page, NULL, "{}"),
	    "page.html: No such file or directory"));
	arena_free(a);
}

UNIT(render, T(fills_a_file_with_a_view))
