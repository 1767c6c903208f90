/*
 * template.c -- filling templates: the cases of tests/template/, which are
 * data, and what data cannot say.
 */
#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "files.h"
#include "json.h"
#include "template.h"
#include "unit.h"

#define CASES    "tests/template"
#define FILE_MAX ((size_t)1 << 20) /* bytes */
#define PAGE_MAX ((size_t)1 << 16)

static struct template_text
text_of(struct arena *a, const char *name, const char *text)
{
	return (struct template_text){ name,
		arena_printf(a, "%s.mustache", name), text, strlen(text) };
}

/* A set of names and texts by turns, ended by NULL. */
static struct template_set *
set_of(struct arena *a, const char *const *names_and_texts)
{
	struct template_texts texts = { NULL, 0 };
	struct template_set *set;
	struct err err = { 0 };

	texts.list = ARENA_ARRAY(a, struct template_text, 8);
	for (; *names_and_texts != NULL; names_and_texts += 2)
		texts.list[texts.count++] =
		    text_of(a, names_and_texts[0], names_and_texts[1]);
	if (!template_compile(a, &texts, TEMPLATE_REFUSE, &set, &err))
		fail_msg("%s", err.text);
	return set;
}

static const char *
filled(struct arena *a, const struct template_set *set, const char *name,
    const struct json *view)
{
	struct buf page = buf_new(a, PAGE_MAX);
	struct err err = { 0 };

	if (!template_render(set, name, view, &page, &err))
		fail_msg("%s: %s", name, err.text);
	return page.data;
}

/* ---- cases as data ----------------------------------------------------- */

/* What a case gives: the page, or the sentence why not. */
static const char *
outcome(struct arena *a, const struct json *one)
{
	const struct json *partials = json_get(one, "partials");
	struct template_texts texts = { NULL, 1 };
	struct buf page = buf_new(a, PAGE_MAX);
	struct template_set *set;
	struct err err = { 0 };

	texts.list = ARENA_ARRAY(a, struct template_text,
	    1 + (partials != NULL ? partials->len : 0));
	texts.list[0] = text_of(a, "main", json_get_str(one, "template"));
	JSON_EACH(partial, partials)
	{
		texts.list[texts.count++] =
		    text_of(a, partial->key, partial->string);
	}
	if (template_compile(a, &texts,
		json_true(json_get(one, "lenient")) ? TEMPLATE_EMPTY
						    : TEMPLATE_REFUSE,
		&set, &err) &&
	    template_render(set, "main", json_get(one, "data"), &page, &err))
		return page.data;
	return err.text[0] != '\0' ? arena_strdup(a, err.text) : "no error?";
}

static int
run_file(struct arena *a, const char *name)
{
	struct buf text = buf_new(a, FILE_MAX);
	struct json *cases;
	struct err err = { 0 };
	int failed = 0;

	if (!files_read(arena_printf(a, CASES "/%s", name), &text, &err) ||
	    !json_parse(a, text.data, text.len, NULL, &cases, &err))
		fail_msg("%s: %s", name, err.text);
	assert_true(json_is(cases, JSON_ARRAY) && cases->len > 0);
	JSON_EACH(one, cases)
	{
		const char *wants = json_get_str(one, "expected");
		const char *got = outcome(a, one);

		if (wants == NULL)
			wants = json_get_str(one, "error");
		if (wants != NULL && strcmp(wants, got) == 0)
			continue;
		print_error("%s: %s\n  wants \"%s\"\n  got   \"%s\"\n", name,
		    json_get_str(one, "name"), wants, got);
		failed++;
	}
	return failed;
}

static void
cases_come_out_as_written(void **state)
{
	struct arena *a = arena_new();
	struct err err = { 0 };
	char **names;
	int failed = 0;

	(void)state;
	if (!files_list(a, CASES, ".json", &names, &err))
		fail_msg("%s", err.text);
	assert_non_null(names[0]);
	for (; *names != NULL; names++)
		failed += run_file(a, *names);
	assert_int_equal(failed, 0);
	arena_free(a);
}

static void
numbers_that_json_cannot_spell(void **state)
{
	static const struct {
		double real;
		const char *wants;
	} cases[] = {
		{ INFINITY, "[Infinity]Infinity" },
		{ -INFINITY, "[-Infinity]-Infinity" },
		{ NAN, "()NaN" },
		{ -0.0, "()0" },
	};
	struct arena *a = arena_new();
	const struct template_set *set =
	    set_of(a, (const char *[]){ "t",
			  "{{#.}}[{{.}}]{{/.}}{{^.}}(){{/.}}{{.}}", NULL });

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct json view = { .kind = JSON_REAL, .real = cases[i].real };

		assert_string_equal(filled(a, set, "t", &view), cases[i].wants);
	}
	arena_free(a);
}

/* ---- ready items ------------------------------------------------------- */

static const char *const cards[] = { "card",
	"<li>\n  {{title}}{{#full}} <b>{{full}}</b>{{/full}}\n"
	"  {{#timings}}\n  {{begin}}{{> sep}}{{end}}\n  {{/timings}}\n</li>\n",
	"sep", "&ndash;", "list",
	"{{#days}}\n<ul title=\"{{title}}\">\n{{#events}}\n{{>card}}\n"
	"{{/events}}\n</ul>\n{{/days}}\n{{#events}}{{>card}}{{/events}}",
	"outer", "{{#events}}{{title}} {{>card}}{{/events}}", "indented",
	"{{#events}}\n  {{>card}}\n{{/events}}", NULL };

static struct json *
card(struct arena *a, const char *title)
{
	struct json *c = json_object(a), *timings;

	json_put_str(a, c, "title", title);
	json_put_int(a, c, "full", (int64_t)strlen(title) - 4);
	timings = json_put_array(a, c, "timings");
	for (int hour = 9; hour < 18; hour += 4) {
		struct json *t = json_put_object(a, timings, NULL);

		json_put_int(a, t, "begin", hour);
		json_put_int(a, t, "end", hour + 2);
	}
	return c;
}

/* A page's view with three events on a day and by themselves: as cards, or as
 * what template_render() makes of each card. */
static struct json *
page_of_cards(struct arena *a, const struct template_set *set, bool ready)
{
	static const char *const titles[] = { "Mine", "R&D <3", "Port" };
	struct json *page = json_object(a), *day, *into[2];

	json_put_str(a, page, "title", "of the page");
	day = json_put_object(a, json_put_array(a, page, "days"), NULL);
	json_put_str(a, day, "title", "of the day");
	into[0] = json_put_array(a, day, "events");
	into[1] = json_put_array(a, page, "events");
	for (size_t i = 0; i < 6; i++) {
		struct json *c = card(a, titles[i % 3]);
		struct json_ready *r = ARENA_NEW(a, struct json_ready);

		if (!ready) {
			json_put(a, into[i / 3], NULL, c);
			continue;
		}
		r->json = "{}";
		r->json_len = 2;
		r->html = filled(a, set, "card", c);
		r->html_len = strlen(r->html);
		json_put_ready(a, into[i / 3], NULL, r);
	}
	return page;
}

static void
ready_items_give_the_bytes_of_filled_ones(void **state)
{
	struct arena *a = arena_new();
	const struct template_set *set = set_of(a, cards);
	const char *wants =
	    filled(a, set, "list", page_of_cards(a, set, false));

	(void)state;
	assert_non_null(strstr(wants, "R&amp;D &lt;3 <b>2</b>"));
	assert_non_null(strstr(wants, "\n  9&ndash;11\n"));
	assert_string_equal(
	    filled(a, set, "list", page_of_cards(a, set, true)), wants);
	arena_free(a);
}

static void
look_ups_pass_ready_items_by(void **state)
{
	struct arena *a = arena_new();
	const struct template_set *set = set_of(a, cards);
	struct json *page = page_of_cards(a, set, true);
	const char *one = page->last->first->ready->html;
	const char *html = filled(a, set, "outer", page);

	(void)state;
	assert_memory_equal(html, "of the page ", 12);
	assert_memory_equal(html + 12, one, strlen(one));
	arena_free(a);
}

static void
ready_items_cannot_be_indented(void **state)
{
	struct arena *a = arena_new();
	const struct template_set *set = set_of(a, cards);
	struct buf out = buf_new(a, PAGE_MAX);
	struct err err = { 0 };

	(void)state;
	assert_false(template_render(
	    set, "indented", page_of_cards(a, set, true), &out, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_string_equal(err.text,
	    "indented.mustache:2: {{>card}} is indented, but what it shows "
	    "was made without: start the line with it");
	arena_free(a);
}

/* ---- ceilings ---------------------------------------------------------- */

static void
unknown_templates_are_missing(void **state)
{
	struct arena *a = arena_new();
	const struct template_set *set =
	    set_of(a, (const char *[]){ "known", "x", NULL });
	struct buf out = buf_new(a, PAGE_MAX);
	struct err err = { 0 };

	(void)state;
	assert_false(template_render(set, "know", NULL, &out, &err));
	assert_int_equal(err.kind, ERR_MISSING);
	assert_string_equal(err.text, "there is no template know.mustache");
	arena_free(a);
}

static void
a_page_may_be_as_long_as_its_buf(void **state)
{
	struct arena *a = arena_new();
	const struct template_set *set =
	    set_of(a, (const char *[]){ "t", "{{.}}", NULL });
	struct json view = { .kind = JSON_STRING, .string = "<<", .len = 2 };
	struct buf enough = buf_new(a, 8), less = buf_new(a, 7);
	struct err err = { 0 };

	(void)state;
	assert_true(template_render(set, "t", &view, &enough, &err));
	assert_string_equal(enough.data, "&lt;&lt;");
	assert_false(template_render(set, "t", &view, &less, &err));
	assert_int_equal(err.kind, ERR_LIMIT);
	assert_string_equal(
	    err.text, "t.mustache: the page is longer than 7 bytes");
	arena_free(a);
}

/* 200 * 200 * 200 turns of nothing. */
static void
a_page_takes_so_many_steps(void **state)
{
	struct arena *a = arena_new();
	const struct template_set *set =
	    set_of(a, (const char *[]){
			  "t", "{{#a}}{{#a}}{{#a}}{{/a}}{{/a}}{{/a}}", NULL });
	struct json *view = json_object(a);
	struct json *list = json_put_array(a, view, "a");
	struct buf out = buf_new(a, PAGE_MAX);
	struct err err = { 0 };

	(void)state;
	for (int i = 0; i < 200; i++)
		json_put_int(a, list, NULL, i);
	assert_false(template_render(set, "t", view, &out, &err));
	assert_int_equal(err.kind, ERR_LIMIT);
	assert_string_equal(
	    err.text, "t.mustache: filling it takes more than 5000000 steps");
	arena_free(a);
}

/* ---- folders ----------------------------------------------------------- */

static void
write_file(struct arena *a, const char *folder, const char *name,
    const void *bytes, size_t len)
{
	FILE *f = fopen(arena_printf(a, "%s/%s", folder, name), "w");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, len, f), len);
	assert_int_equal(fclose(f), 0);
}

static void
remove_folder(struct arena *a, const char *folder)
{
	struct err err = { 0 };
	char **names;

	assert_true(files_list(a, folder, "", &names, &err));
	for (; *names != NULL; names++)
		unlink(arena_printf(a, "%s/%s", folder, *names));
	unlink(arena_printf(a, "%s/.hidden.mustache", folder));
	assert_int_equal(rmdir(folder), 0);
}

static void
a_folder_is_a_set(void **state)
{
	char folder[] = "/tmp/almanach-template-XXXXXX";
	struct arena *a = arena_new();
	struct template_set *set;
	struct err err = { 0 };

	(void)state;
	assert_non_null(mkdtemp(folder));
	write_file(
	    a, folder, "day.mustache", "{{#events}}{{>card}}{{/events}}", 31);
	write_file(a, folder, "card.mustache", "<{{.}}>", 7);
	write_file(a, folder, "card.mustache~", "{{#", 3);
	write_file(a, folder, ".hidden.mustache", "{{#", 3);
	if (!template_load(a, folder, &set, &err))
		fail_msg("%s", err.text);
	assert_string_equal(filled(a, set, "day", NULL), "");
	assert_string_equal(filled(a, set, "card", NULL), "<>");

	write_file(a, folder, "bytes.mustache", "a\n\xff", 3);
	assert_false(template_load(a, folder, &set, &err));
	assert_string_equal(
	    err.text, "bytes.mustache:2: this is not UTF-8: save it so");
	remove_folder(a, folder);

	err = (struct err){ 0 };
	assert_false(template_load(a, folder, &set, &err));
	assert_int_equal(err.kind, ERR_MISSING);
	arena_free(a);
}

static void
a_template_may_be_so_large(void **state)
{
	char folder[] = "/tmp/almanach-template-XXXXXX";
	struct arena *a = arena_new();
	char *large = arena_alloc(a, TEMPLATE_TEXT_MAX + 1);
	struct template_set *set;
	struct err err = { 0 };

	(void)state;
	memset(large, 'x', TEMPLATE_TEXT_MAX + 1);
	assert_non_null(mkdtemp(folder));
	write_file(a, folder, "t.mustache", large, TEMPLATE_TEXT_MAX);
	assert_true(template_load(a, folder, &set, &err));
	write_file(a, folder, "t.mustache", large, TEMPLATE_TEXT_MAX + 1);
	assert_false(template_load(a, folder, &set, &err));
	assert_int_equal(err.kind, ERR_LIMIT);
	remove_folder(a, folder);
	arena_free(a);
}

UNIT(template, T(cases_come_out_as_written), T(numbers_that_json_cannot_spell),
    T(ready_items_give_the_bytes_of_filled_ones),
    T(look_ups_pass_ready_items_by), T(ready_items_cannot_be_indented),
    T(unknown_templates_are_missing), T(a_page_may_be_as_long_as_its_buf),
    T(a_page_takes_so_many_steps), T(a_folder_is_a_set),
    T(a_template_may_be_so_large))
