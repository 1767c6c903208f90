/*
 * batch.c -- our side of tests/template/against.mjs: fill many templates in
 * one process.
 *
 * Reads a JSON list of {"template", "partials", "data"} and prints a list of
 * what came out: a text, or {"error"} where the template was refused.
 */
#include <stdio.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "json.h"
#include "template.h"

#define INPUT_MAX  ((size_t)1 << 30) /* bytes */
#define OUTPUT_MAX ((size_t)1 << 30)
#define PAGE_MAX   ((size_t)16 << 20)

static struct template_texts
texts_of(struct arena *a, const struct json *one)
{
	const struct json *template = json_get(one, "template");
	const struct json *partials = json_get(one, "partials");
	struct template_texts texts = { NULL, 1 };

	texts.list = ARENA_ARRAY(a, struct template_text,
	    1 + (partials != NULL ? partials->len : 0));
	texts.list[0] = (struct template_text){ "", "main", json_str(template),
		template->len };
	JSON_EACH(partial, partials)
	{
		texts.list[texts.count++] =
		    (struct template_text){ partial->key, partial->key,
			    partial->string, partial->len };
	}
	return texts;
}

static void
run(const struct json *one, struct buf *out)
{
	struct arena *a = arena_new();
	struct template_texts texts = texts_of(a, one);
	struct buf page = buf_new(a, PAGE_MAX);
	struct json *list = json_array(a);
	struct template_set *set;
	struct err err = { 0 };

	if (template_compile(a, &texts, TEMPLATE_EMPTY, &set, &err) &&
	    template_render(set, "", json_get(one, "data"), &page, &err))
		json_put_strn(a, list, NULL, page.data, page.len);
	else
		json_put_str(
		    a, json_put_object(a, list, NULL), "error", err.text);
	json_write(out, list->first);
	arena_free(a);
}

int
main(void)
{
	struct arena *a = arena_new();
	struct buf in = buf_new(a, INPUT_MAX), out = buf_new(a, OUTPUT_MAX);
	char bytes[65536];
	struct json *cases;
	struct err err = { 0 };
	size_t got;

	while ((got = fread(bytes, 1, sizeof(bytes), stdin)) > 0)
		buf_put(&in, bytes, got);
	if (!json_parse(a, in.data, in.len, NULL, &cases, &err)) {
		fprintf(stderr, "batch: %s\n", err.text);
		return 1;
	}
	JSON_EACH(one, cases)
	{
		buf_putc(&out, one == cases->first ? '[' : ',');
		run(one, &out);
	}
	buf_puts(&out, "]\n");
	fwrite(out.data, 1, out.len, stdout);
	arena_free(a);
	return !buf_ok(&out);
}
