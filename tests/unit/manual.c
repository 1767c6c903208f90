/*
 * manual.c -- every ```lua block of scripts/README.md, run by the real child,
 * and scripts/programme.lua.
 *
 * Behind "lua" stand what the block is and what has to come of it:
 *	(nothing)	a rule file
 *	body		the body of a match function
 *	programme	programme.lua
 *	lib NAME	lib/NAME.lua, for all blocks
 *	, OUTCOME: part of the message		without it: ok
 */
#include <stdlib.h>

#include "arena.h"
#include "ask.h"
#include "buf.h"
#include "json.h"
#include "rule_form.h"
#include "unit.h"

#define MANUAL     "scripts/README.md"
#define BLOCKS_MAX 100

struct block {
	char *what, *outcome, *message, *text;
	int line;
};

/* The words behind ```lua, taken apart. */
static void
read_info(struct arena *a, struct block *b, const char *info, size_t len)
{
	char *all = arena_strndup(a, info, len), *comma, *colon;

	b->outcome = "ok";
	b->message = "";
	b->what = all + strspn(all, " ");
	comma = strchr(all, ',');
	if (comma == NULL)
		return;
	*comma = '\0';
	b->outcome = comma + 1 + strspn(comma + 1, " ");
	colon = strstr(b->outcome, ": ");
	assert_non_null(colon);
	*colon = '\0';
	b->message = colon + 2;
}

static size_t
read_blocks(struct arena *a, const char *text, struct block *blocks)
{
	static const char fence[] = "\n```lua";
	const char *at = text, *body, *end;
	size_t count = 0;

	while ((at = strstr(at, fence)) != NULL && count < BLOCKS_MAX) {
		struct block *b = &blocks[count++];

		at += sizeof(fence) - 1;
		body = at + strcspn(at, "\n") + 1;
		end = strstr(body, "\n```\n");
		assert_non_null(end);
		read_info(a, b, at, strcspn(at, "\n"));
		b->text = arena_strndup(a, body, (size_t)(end - body));
		b->line = 1;
		for (const char *c = text; c < body; c++)
			b->line += *c == '\n';
		at = end;
	}
	return count;
}

static bool
is_what(const struct block *b, const char *word)
{
	return strncmp(b->what, word, strlen(word)) == 0;
}

static struct json *
libs_of(struct arena *a, const struct block *blocks, size_t count)
{
	struct json *libs = json_object(a);

	for (size_t i = 0; i < count; i++)
		if (is_what(&blocks[i], "lib "))
			json_put_str(
			    a, libs, blocks[i].what + 4, blocks[i].text);
	return libs;
}

static void
every_block_does_what_it_says(void **state)
{
	struct block blocks[BLOCKS_MAX];
	struct ask asks[BLOCKS_MAX] = { 0 };
	struct arena *a = arena_new();
	const struct json *libs;
	size_t count, len = 0, asked = 0;
	int failed = 0;

	(void)state;
	count = read_blocks(a, ask_file(a, MANUAL, &len), blocks);
	assert_in_range(count, 20, BLOCKS_MAX - 1);
	libs = libs_of(a, blocks, count);
	for (size_t i = 0; i < count; i++) {
		struct ask *q = &asks[asked];

		if (is_what(&blocks[i], "lib "))
			continue;
		blocks[asked++] = blocks[i];
		q->libs = libs;
		q->text = blocks[i].text;
		if (is_what(&blocks[i], "body"))
			q->text = arena_printf(a,
			    "return {\n\tlabel = \"x\",\n"
			    "\tmatch = function(event) do\n%s\n"
			    "\tend return false end,\n}",
			    blocks[i].text);
		if (is_what(&blocks[i], "programme"))
			q->kind = "programme";
	}
	ask_all(a, asks, asked, ask_events(a));
	for (size_t i = 0; i < asked; i++) {
		if (strcmp(asks[i].outcome, blocks[i].outcome) == 0 &&
		    strstr(asks[i].message, blocks[i].message) != NULL)
			continue;
		failed++;
		print_error(MANUAL ":%d: %s: %s\n", blocks[i].line,
		    asks[i].outcome, asks[i].message);
	}
	arena_free(a);
	assert_int_equal(failed, 0);
}

static void
the_sample_programme_is_one(void **state)
{
	static const char *const keys[] = { "title", "summary", "url",
		"timezone", "languages", "days", "region", "groups",
		"organiser", "contact", "publisher", "privacy", "credits" };
	struct arena *a = arena_new();
	const struct json *programme;
	size_t len = 0;
	struct ask q = { .kind = "programme",
		.text = ask_file(a, "scripts/programme.lua", &len) };

	(void)state;
	ask_all(a, &q, 1, ask_events(a));
	if (strcmp(q.outcome, "ok") != 0)
		fail_msg("%s", q.message);
	programme = json_get(q.answer, "programme");
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (json_get(programme, keys[i]) == NULL)
			fail_msg("programme.lua has no %s", keys[i]);
	JSON_EACH(language, json_get(programme, "languages"))
	JSON_EACH(group, json_get(programme, "groups"))
	assert_non_null(
	    json_get_str(json_get(group, "label"), language->string));
	arena_free(a);
}

UNIT(manual, T(every_block_does_what_it_says), T(the_sample_programme_is_one))
