/* edit_change.c -- what buttons and forms change in a rule's text. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "db.h"
#include "edit.h"
#include "edit_rule.h"
#include "json.h"
#include "programme.h"
#include "rule_form.h"
#include "rule_source.h"
#include "rule_source_example.h"
#include "rule_source_put.h"
#include "text.h"

#define WRITTEN_MAX (2 * RULE_SOURCE_MAX) /* told as too long when kept */
#define TEST_MAX    200                   /* bytes of one value */

/* The tests of a table whose values are texts, one a line in the form. */
static const char *const tests[] = { "mentions", "keyword", "town",
	"department", "day", "status", "registration", "attendance", "access" };

#define TESTS (sizeof(tests) / sizeof(*tests))

/* ---- the text ---------------------------------------------------------- */

static const char *
as_text(struct arena *a, const struct json *value)
{
	struct buf text = buf_new(a, WRITTEN_MAX);

	if (value != NULL)
		json_write(&text, value);
	return text.data != NULL ? text.data : "";
}

/* Set one member, NULL removes it; one that means what it did stays as it is
 * written.  False once it is answered. */
static bool
set(struct edit_rule *r, const char *key, const struct json *was,
    const struct json *value)
{
	struct buf written = buf_new(r->e->arena, WRITTEN_MAX),
		   out = buf_new(r->e->arena, WRITTEN_MAX);

	if (strcmp(as_text(r->e->arena, was), as_text(r->e->arena, value)) == 0)
		return true;
	if (value != NULL)
		rule_source_put_value(&written, value, 2);
	if (!rule_source_set(r->e->arena, r->text, r->len, key,
		value != NULL ? written.data : NULL, &out, &r->e->err)) {
		edit_rule_show(r, 422, r->e->err.text);
		return false;
	}
	r->text = out.data;
	r->len = out.len;
	return true;
}

/* Load what the forms speak of; false once it is answered. */
static bool
run(struct edit_rule *r)
{
	struct edit *e = r->e;

	db_begin(e->db);
	edit_rule_run(r);
	if (db_end(e->db, &e->err))
		return true;
	edit_refuse(e, 500, e->err.text);
	return false;
}

/* ---- examples ---------------------------------------------------------- */

void
edit_rule_example(struct edit_rule *r)
{
	struct edit *e = r->e;
	struct buf item = buf_new(e->arena, WRITTEN_MAX),
		   out = buf_new(e->arena, WRITTEN_MAX);

	if (!run(r))
		return;
	if (r->traced < 0 || !r->ok) {
		edit_rule_show(r, 422,
		    edit_text(e, r->ok ? "no-event" : "example-fails", NULL));
		return;
	}
	rule_source_example(&item, r->tryout.events[r->traced].data,
	    r->tried.read, strcmp(edit_field(e, "answer"), "no") != 0);
	if (!rule_source_add_example(
		e->arena, r->text, r->len, item.data, &out, &e->err)) {
		edit_rule_show(r, 422, e->err.text);
		return;
	}
	r->text = out.data;
	r->len = out.len;
	edit_rule_keep(r, NULL, "example");
}

/* ---- what the file says of itself -------------------------------------- */

/* Labels by language, one text where there is one language; NULL for none.
 * Where the form shows what "was" says, it is that. */
static const struct json *
read_labels(struct edit *e, const struct programme *p, const struct json *was)
{
	struct json *label = edit_take_texts(e, p, "label", RULE_NAME_MAX);
	bool same = was != NULL;

	for (size_t i = 0; i < p->language_count; i++)
		same &= strcmp(edit_text_in(p, was, i),
			    edit_text_in(p, label, i)) == 0;
	return same                     ? was
	       : label->len == 0        ? NULL
	       : p->language_count == 1 ? label->first
					: label;
}

static const struct json *
read_word(struct edit *e, const char *name)
{
	struct json *holder = json_array(e->arena);
	const char *text = edit_line(e, name, RULE_NAME_MAX);

	if (*text != '\0')
		json_put_str(e->arena, holder, NULL, text);
	return holder->first;
}

static const struct json *
read_number(struct edit *e, const char *name)
{
	struct json *holder = json_array(e->arena);
	int64_t n;

	if (json_to_int(read_word(e, name), &n))
		json_put_int(e->arena, holder, NULL, n);
	return holder->first;
}

void
edit_rule_settings(struct edit_rule *r)
{
	struct edit *e = r->e;
	const struct json *was, *label;

	if (!run(r))
		return;
	if (!r->ok) {
		edit_rule_show(r, 422, edit_text(e, "fails-first", NULL));
		return;
	}
	was = r->tried.rule.about;
	label = json_get(was, "label");
	if (set(r, "label", label,
		read_labels(e, &r->tryout.inforce.programme, label)) &&
	    set(r, "group", json_get(was, "group"), read_word(e, "group")) &&
	    set(r, "effect", json_get(was, "effect"), read_word(e, "effect")) &&
	    set(r, "order", json_get(was, "order"), read_number(e, "order")))
		edit_rule_keep(r, NULL, "kept");
}

/* ---- tests of a table -------------------------------------------------- */

static bool
is_texts(const struct json *value)
{
	if (json_str(value) != NULL)
		return true;
	JSON_EACH(item, value)
	if (json_str(item) == NULL)
		return false;
	return json_is(value, JSON_ARRAY);
}

static bool
is_test(const char *key)
{
	for (size_t i = 0; i < TESTS; i++)
		if (strcmp(tests[i], key) == 0)
			return true;
	return false;
}

static const char *
lines_of(struct edit *e, const struct json *value)
{
	struct buf lines = buf_new(e->arena, WRITTEN_MAX);

	if (json_str(value) != NULL)
		return json_str(value);
	JSON_EACH(item, value)
	{
		if (lines.len > 0)
			buf_putc(&lines, '\n');
		buf_puts(&lines, json_str(item));
	}
	return lines.data != NULL ? lines.data : "";
}

void
edit_put_tests(struct edit_rule *r)
{
	struct edit *e = r->e;
	const struct json *match = r->tried.match;
	struct json *form, *rows, *others, *one;

	if (!json_is(match, JSON_OBJECT))
		return;
	form = json_put_object(e->arena, e->view, "tests");
	rows = json_put_array(e->arena, form, "rows");
	others = json_put_array(e->arena, form, "others");
	for (size_t i = 0; i < TESTS; i++) {
		const struct json *value = json_get(match, tests[i]);

		if (value != NULL && !is_texts(value))
			continue;
		one = json_put_object(e->arena, rows, NULL);
		json_put_str(e->arena, one, "key", tests[i]);
		json_put_str(e->arena, one, "label",
		    edit_text(
			e, arena_printf(e->arena, "test-%s", tests[i]), NULL));
		json_put_str(e->arena, one, "lines",
		    value != NULL ? lines_of(e, value) : "");
		json_put_bool(e->arena, one, "used", value != NULL);
	}
	JSON_EACH(member, match)
	if (!is_test(member->key) || !is_texts(member))
		json_put_str(e->arena, others, NULL, member->key);
}

/* The lines of a field as a list, or as one text. */
static const struct json *
read_lines(struct edit *e, const char *key)
{
	const char *at = edit_field(e, arena_printf(e->arena, "match_%s", key));
	struct json *list = json_array(e->arena);

	while (*at != '\0') {
		size_t len = strcspn(at, "\n");
		const char *value =
		    text_clean(e->arena, at, len, TEXT_LINE, TEST_MAX, NULL);

		if (*value != '\0')
			json_put_str(e->arena, list, NULL, value);
		at += len + (at[len] == '\n');
	}
	return list->len == 0 ? NULL : list->len == 1 ? list->first : list;
}

/* The same where the form shows what there was, which is kept as it is. */
static const struct json *
read_again(struct edit *e, const struct json *was)
{
	const struct json *now = read_lines(e, was->key);

	return strcmp(lines_of(e, now), lines_of(e, was)) == 0 ? was : now;
}

/* What the form shows is as the form says; the rest stays. */
static const struct json *
read_tests(struct edit *e, const struct json *was)
{
	struct json *match = json_object(e->arena);

	JSON_EACH(member, was)
	json_put(e->arena, match, member->key,
	    is_test(member->key) && is_texts(member) ? read_again(e, member)
						     : member);
	for (size_t i = 0; i < TESTS; i++)
		if (json_get(was, tests[i]) == NULL)
			json_put(
			    e->arena, match, tests[i], read_lines(e, tests[i]));
	return match;
}

void
edit_rule_tests(struct edit_rule *r)
{
	struct edit *e = r->e;
	const struct json *match;

	if (!run(r))
		return;
	match = read_tests(e, r->tried.match);
	if (!json_is(r->tried.match, JSON_OBJECT) || match->len == 0) {
		edit_rule_show(r, 422, edit_text(e, "no-tests", NULL));
		return;
	}
	if (set(r, "match", r->tried.match, match))
		edit_rule_keep(r, NULL, "kept");
}

/* ---- a new rule -------------------------------------------------------- */

/* The tests that a list's address asks for, as in "/events?q=chimie". */
static void
add_search(struct edit *e, struct json *match, const char *address)
{
	static const char *const asked[][2] = { { "q", "mentions" },
		{ "town", "town" }, { "department", "department" },
		{ "day", "day" }, { "access", "access" },
		{ "attendance", "attendance" } };
	const char *query = strchr(address, '?');
	struct form form;
	struct err ignored = { ERR_NONE, "" };

	if (query == NULL ||
	    !form_read(e->arena, "application/x-www-form-urlencoded", query + 1,
		strcspn(query + 1, "#"), &form, &ignored))
		return;
	for (size_t i = 0; i < sizeof(asked) / sizeof(*asked); i++) {
		const char *value = form_get(&form, asked[i][0]);
		struct json *list;

		if (value == NULL || *value == '\0' ||
		    json_get(match, asked[i][1]) != NULL)
			continue;
		list = json_put_array(e->arena, match, asked[i][1]);
		for (size_t len; *value != '\0'; value += len + 1) {
			len = i == 0 ? strlen(value) : strcspn(value, ",");
			json_put_str(e->arena, list, NULL,
			    arena_strndup(e->arena, value, len));
			if (value[len] == '\0')
				break;
		}
	}
}

static void
show_new(struct edit *e, int status, const char *wrong)
{
	const struct programme *p = edit_programme(e);
	const char *words = edit_field(e, "match_mentions");

	if (p == NULL)
		return;
	edit_begin(e, "place-home", edit_text(e, "new-title", NULL));
	if (wrong != NULL)
		edit_say(e, "error", wrong);
	json_put_str(e->arena, e->view, "id", edit_field(e, "id"));
	json_put_str(e->arena, e->view, "words",
	    *words != '\0' ? words : edit_field(e, "q"));
	json_put_str(e->arena, e->view, "towns", edit_field(e, "match_town"));
	json_put_str(e->arena, e->view, "address", edit_field(e, "address"));
	edit_put_groups(e, e->view, p, edit_field(e, "group"));
	edit_put_texts(e, e->view, p, "label",
	    edit_take_texts(e, p, "label", RULE_NAME_MAX));
	edit_show(e, status, "new");
}

void
edit_new(struct edit *e)
{
	show_new(e, 200, NULL);
}

/* What the fields ask for. */
static struct json *
read_match(struct edit *e)
{
	struct json *match = json_object(e->arena);

	json_put(e->arena, match, "mentions", read_lines(e, "mentions"));
	json_put(e->arena, match, "town", read_lines(e, "town"));
	add_search(e, match, edit_field(e, "address"));
	return match;
}

/* Keep the new text as a draft, unless there is such a rule already. */
static void
keep_new(struct edit *e, const char *id, const struct buf *text)
{
	const char *path = arena_printf(e->arena, RULESET_RULES "/%s.lua", id);
	struct manuscript d = { .author = e->user,
		.path = path,
		.text = text->data,
		.len = text->len,
		.base = "",
		.changed = e->now };
	struct ruleset set;

	if (!ruleset_with(e->arena, &e->rules, path, text->data, text->len,
		&set, &e->err)) {
		show_new(e, 422, e->err.text);
		return;
	}
	if (ruleset_find(&e->rules, path) != NULL ||
	    manuscript_of(&e->drafts, path) != NULL) {
		show_new(e, 409, edit_text(e, "rule-exists", "rule", id, NULL));
		return;
	}
	db_begin(e->db);
	manuscript_keep(e->db, &d);
	edit_end(e, arena_printf(e->arena, "rules/%s", id), "kept");
}

void
edit_new_post(struct edit *e)
{
	const struct programme *p = edit_programme(e);
	struct buf text = buf_new(e->arena, WRITTEN_MAX);
	const char *id = edit_line(e, "id", RULE_NAME_MAX);
	const struct json *match, *label, *group;

	if (p == NULL)
		return;
	match = read_match(e);
	label = read_labels(e, p, NULL);
	group = read_word(e, "group");
	if (*id == '\0' && label != NULL) /* from its first label */
		id = text_slug(e->arena,
		    json_str(label) != NULL ? json_str(label)
					    : json_str(label->first),
		    40);
	if (id[strspn(id, "-")] == '\0' || label == NULL || match->len == 0) {
		show_new(e, 422, edit_text(e, "new-missing", NULL));
		return;
	}
	rule_source_new(&text, json_str(group), NULL, label, match);
	keep_new(e, id, &text);
}
