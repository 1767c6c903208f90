/*
 * intake.c -- files as event documents.
 *
 * tests/import/CASE/ holds in*.json, the files of one import, perhaps
 * schema.json, and want.json, the answer.  tests/import/refused/ holds files
 * that are none, and want.json, the sentence for each.
 */
#include "intake.h"
#include "arena.h"
#include "buf.h"
#include "err.h"
#include "event.h"
#include "golden.h"
#include "intake_job.h"
#include "json.h"
#include "pack.h"
#include "unit.h"

#define FOLDER "tests/import"
#define SHARED "../shared/data"

static const char *const languages[] = { "fr", "en", NULL };

static void
read_files(struct arena *a, const struct golden_file *files,
    const struct golden_file *schema, struct intake *result)
{
	struct sniff_file *list = ARENA_ARRAY(a, struct sniff_file, 1000),
			  description;
	struct intake_job job = { .files = list,
		.timezone = "Europe/Paris",
		.languages = languages };
	struct err err = { ERR_NONE, "" };

	for (; files[job.count].name != NULL; job.count++)
		list[job.count] = (struct sniff_file){ files[job.count].name,
			files[job.count].text, files[job.count].len };
	if (schema != NULL && schema->name != NULL) {
		description = (struct sniff_file){ schema->name, schema->text,
			schema->len };
		job.schema = &description;
	}
	assert_true(
	    when_zone_load(a, job.timezone, 2000, 2040, &job.zone, &err));
	intake_run(a, &job, result);
}

/* What holds of every result. */
static void
check(const struct intake *r)
{
	struct err err = { ERR_NONE, "" };

	assert_int_equal(r->read, (int)(r->events->len + r->skipped->len));
	JSON_EACH(event, r->events)
	if (!event_check(event, &err))
		fail_msg("%s", err.text);
	JSON_EACH(skipped, r->skipped)
	{
		assert_non_null(json_get_str(skipped, "why"));
		assert_true(json_get_int(skipped, "index", -1) >= 0);
		assert_true(json_get_int(skipped, "index", -1) < r->read);
	}
	JSON_EACH(warning, r->warnings)
	assert_non_null(json_get_str(warning, "what"));
	if (r->rejected != NULL)
		assert_int_equal(r->read, 0);
}

static void
imports_what_each_case_wants(void **state)
{
	struct arena *all = arena_new(), *a = arena_new();
	const char **cases = golden_folders(all, FOLDER);
	struct intake r;

	(void)state;
	assert_non_null(cases[0]);
	for (; *cases != NULL; cases++, arena_reset(a)) {
		char *folder = arena_printf(a, FOLDER "/%s", *cases);

		if (strcmp(*cases, "refused") == 0)
			continue;
		read_files(a, golden_files(a, folder, "in"),
		    golden_files(a, folder, "schema"), &r);
		check(&r);
		golden_compare(a, arena_printf(a, "%s/want.json", folder),
		    intake_answer(a, &r));
	}
	arena_free(a);
	arena_free(all);
}

static void
refuses_other_files_in_words(void **state)
{
	struct arena *a = arena_new();
	struct golden_file *files = golden_files(a, FOLDER "/refused", "");
	struct golden_file one[2] = { 0 };
	struct json *got = json_object(a);
	struct intake r;

	(void)state;
	assert_non_null(files->name);
	for (; files->name != NULL; files++) {
		if (strcmp(files->name, "want.json") == 0)
			continue;
		one[0] = *files;
		read_files(a, one, NULL, &r);
		check(&r);
		if (r.rejected == NULL)
			fail_msg("%s was taken", files->name);
		json_put_str(a, got, files->name, r.rejected);
	}
	golden_compare(a, FOLDER "/refused/want.json", got);
	arena_free(a);
}

static void
has_ceilings(void **state)
{
	static char big[INTAKE_FILE_MAX + 2];
	struct golden_file files[2] = { { "big.json", big, sizeof(big) - 1 },
		{ NULL, NULL, 0 } };
	struct arena *a = arena_new();
	struct buf b = buf_new(a, INTAKE_FILE_MAX);
	struct intake r;

	(void)state;
	memset(big, ' ', sizeof(big) - 1);
	big[0] = '[';
	big[sizeof(big) - 2] = ']';
	read_files(a, files, NULL, &r);
	assert_string_equal(r.rejected,
	    "big.json is larger than 32 MB: fetch the events in pages and "
	    "import the pages together");
	files[0].len--;
	files[0].text[files[0].len - 1] = ']';
	read_files(a, files, NULL, &r);
	assert_null(r.rejected);

	buf_puts(&b, "[{\"uid\":1,\"removed\":true}");
	for (int i = 0; i < 100000; i++)
		buf_puts(&b, ",0");
	buf_puts(&b, "]");
	files[0] = (struct golden_file){ "many.json", b.data, b.len };
	read_files(a, files, NULL, &r);
	assert_string_equal(r.rejected,
	    "more than 100000 events in one import: leave out what is not of "
	    "this programme");
	arena_free(a);
}

/* 1,100 timings in one event, and more warnings than are listed. */
static void
cuts_long_lists(void **state)
{
	struct golden_file files[2] = { 0 };
	struct arena *a = arena_new();
	struct buf b = buf_new(a, INTAKE_FILE_MAX);
	struct intake r;
	size_t count;

	(void)state;
	buf_puts(&b, "[{\"uid\":1,\"title\":\"a\",\"timings\":[");
	for (int i = 0; i < 1100; i++)
		buf_printf(&b,
		    "%s{\"begin\":\"2025-%02d-%02dT%02d:00Z\","
		    "\"end\":\"2025-%02d-%02dT%02d:30Z\"}",
		    i > 0 ? "," : "", i / 280 + 1, i / 10 % 28 + 1, i % 10,
		    i / 280 + 1, i / 10 % 28 + 1, i % 10);
	buf_puts(&b, "]}");
	for (int i = 2; i < 2502; i++)
		buf_printf(&b,
		    ",{\"uid\":%d,\"title\":\"a\\u200b%d\",\"timings\":[{"
		    "\"begin\":\"2025-01-01T10:00Z\","
		    "\"end\":\"2025-01-01T11:00Z\"}]}",
		    i, i);
	buf_puts(&b, "]");
	assert_true(buf_ok(&b));
	files[0] = (struct golden_file){ "many.json", b.data, b.len };
	read_files(a, files, NULL, &r);
	check(&r);
	event_timings(a, r.events->first, &count);
	assert_int_equal(count, EVENT_TIMINGS_MAX);
	assert_string_equal(json_get_str(r.warnings->first, "what"),
	    "100 timings too many were left out");
	assert_int_equal(r.warnings->len, 2001);
	assert_string_equal(json_get_str(r.warnings->last, "what"),
	    "501 more warnings are not listed");
	arena_free(a);
}

static void
cuts_every_file_short_without_harm(void **state)
{
	struct arena *a = arena_new(), *one = arena_new();
	const struct golden_file *whole =
	    golden_files(a, FOLDER "/openagenda-detailed", "in");
	struct golden_file files[2] = { 0 };
	struct intake r;

	(void)state;
	for (size_t len = 0; len < whole->len - 1; len++, arena_reset(one)) {
		/* A block of its own, so that a byte too far is seen. */
		files[0] = (struct golden_file){ whole->name,
			test_malloc(len + 1), len };
		memcpy(files[0].text, whole->text, len);
		files[0].text[len] = '\0';
		read_files(one, files, NULL, &r);
		check(&r);
		assert_non_null(r.rejected);
		test_free(files[0].text);
	}
	arena_free(one);
	arena_free(a);
}

/* The same through a message, as a child gets and gives it. */
static void
goes_through_a_message(void **state)
{
	struct arena *a = arena_new();
	struct golden_file *in = golden_files(
			       a, FOLDER "/extra-with-schema", "in"),
			   *schema = golden_files(
			       a, FOLDER "/extra-with-schema", "schema");
	struct sniff_file file = { in->name, in->text, in->len },
			  description = { schema->name, schema->text,
				  schema->len };
	struct intake_job job = { &file, 1, &description, "Europe/Paris",
		.languages = languages };
	struct err err = { ERR_NONE, "" };
	struct buf bytes = buf_new(a, INTAKE_FILE_MAX);
	struct json *tree;

	(void)state;
	assert_true(
	    when_zone_load(a, job.timezone, 2000, 2040, &job.zone, &err));
	pack_message(a, &bytes, intake_job_tree(a, &job), INTAKE_FILE_MAX);
	assert_true(pack_read_message(a, bytes.data, bytes.len, &tree, &err));
	golden_compare(a, FOLDER "/extra-with-schema/want.json",
	    intake_job_answer(a, tree));

	assert_string_equal(
	    json_get_str(intake_job_answer(a, json_object(a)), "rejected"),
	    "no file was given");
	arena_free(a);
}

/* ---- real files, where they are at hand
 * ---------------------------------------- */

static bool
holds(const char *html, const char *text)
{
	return strcasestr(html, text) != NULL;
}

/* The check of safehtml.c in other words. */
static void
check_html(const struct json *event)
{
	static const char *const tags[] = { "p>", "br>", "ul>", "ol>", "li>",
		"strong>", "em>", "h3>", "h4>", "blockquote>", "a>",
		"a href=\"http", "a href=\"mailto:", "a href=\"tel:" };

	JSON_EACH(text, json_get(event, "text"))
	{
		assert_false(holds(text->string, "<script"));
		assert_false(holds(text->string, "style="));
		for (const char *s = text->string; (s = strchr(s, '<'));) {
			size_t t = 0;

			s += s[1] == '/' ? 2 : 1;
			while (t < sizeof(tags) / sizeof(tags[0]) &&
			       strncmp(s, tags[t], strlen(tags[t])) != 0)
				t++;
			if (t == sizeof(tags) / sizeof(tags[0]))
				fail_msg("<%.40s", s);
			assert_null(memmem(s, strcspn(s, ">"), " on", 3));
		}
	}
}

static void
takes_real_files(void **state)
{
	static const struct {
		const char *folder;
		bool refused;
	} folders[] = {
		{ SHARED "/openagenda", false },
		{ SHARED "/openagenda/single", false },
		{ SHARED "/opendatasoft", false },
		{ SHARED "/openagenda/agenda", true },
		{ SHARED "/calendar", true },
	};
	struct golden_file one[2] = { 0 }, *files, *schemas;
	struct arena *a = arena_new();
	struct intake r;

	(void)state;
	schemas = golden_files(a, SHARED "/openagenda/agenda", "saison");
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		files = golden_files(a, folders[i].folder, "");
		for (; files->name != NULL; files++) {
			/* The one file in a wrapper of somebody's own. */
			bool refused = folders[i].refused ||
				       strstr(files->name, "manyEvents");

			one[0] = *files;
			read_files(a, one, schemas, &r);
			check(&r);
			assert_int_equal(r.rejected != NULL, refused);
			assert_true(refused || r.read > 0);
			JSON_EACH(event, r.events)
			check_html(event);
		}
	}
	arena_free(a);
}

UNIT(intake, T(imports_what_each_case_wants), T(refuses_other_files_in_words),
    T(has_ceilings), T(cuts_long_lists), T(cuts_every_file_short_without_harm),
    T(goes_through_a_message), T(takes_real_files))
