/*
 * rule.c -- how long rules take: the children, their start and their answers
 * included.  Prints the median of some runs for each kind of rule, about the
 * events of the tests and about the same with texts as long as real ones.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "ask.h"
#include "buf.h"
#include "json.h"
#include "rule_form.h"
#include "rule_text.h"
#include "sandbox.h"

#define EVENTS 5000
#define RUNS   9
#define LONG   2000 /* bytes of a long text */

static const struct {
	const char *what, *text;
} rules[] = {
	{ "a function with mentions",
	    "return { label = 'x', match = function(event) return "
	    "event:mentions('demandeur d\\'emploi', 'demandeurs d\\'emploi', "
	    "'france travail') end }" },
	{ "a function with a loop, a pattern and a distance",
	    "return { label = 'x', match = function(event)\n"
	    "for _, t in ipairs(event.timings) do\n"
	    "if t.begins < 500 then return true, 'early' end end\n"
	    "if event.title:lower():find('textile') then return true end\n"
	    "return event:has_keyword('chimie') or "
	    "event:within(5, 50.95, 1.86) end }" },
	{ "a table", "return { label = 'x', match = { mentions = "
		     "{ 'demandeu* d\\'emploi', 'france travail' } } }" },
	{ "a table of ten phrases, not found",
	    "return { label = 'x', match = { mentions = { 'biscuiterie', "
	    "'conserverie', 'chocolaterie', 'fromagerie', 'laiterie', "
	    "'brasserie', 'distillerie', 'boulangerie', 'atelier de cuisine', "
	    "'produits du terroir' } } }" },
	{ "the same, each with a star",
	    "return { label = 'x', match = { mentions = { 'biscuiterie*', "
	    "'conserverie*', 'chocolaterie*', 'fromagerie*', 'laiterie*', "
	    "'brasserie*', 'distillerie*', 'boulangerie*', "
	    "'atelier* de cuisine', 'produit* du terroir' } } }" },
	{ "a table whose phrase most events have",
	    "return { label = 'x', match = { mentions = { 'de', 'la', 'le', "
	    "'et' } } }" },
	{ "a function whose phrase most events have",
	    "return { label = 'x', match = function(event) return "
	    "event:mentions('de', 'la', 'le', 'et') end }" },
};

static int
by_size(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static int
median(struct arena *a, const char *text, int data)
{
	struct sandbox_task tasks[RUNS];
	struct json *job = json_object(a), *list;
	int times[RUNS];

	json_put_str(a, job, "kind", "rule");
	json_put_str(a, job, "name", "bench");
	json_put_str(a, job, "text", text);
	list = json_put_array(a, job, "languages");
	json_put_str(a, list, NULL, "fr");
	for (int i = 0; i < RUNS; i++)
		tasks[i] = (struct sandbox_task){ .role = "rule",
			.job = job,
			.data = data,
			.limits = RULE_LIMITS };
	sandbox_run(a, ask_program(a), tasks, RUNS, 1);
	for (int i = 0; i < RUNS; i++) {
		times[i] = tasks[i].milliseconds;
		if (tasks[i].end != SANDBOX_DONE)
			fprintf(stderr, "bench: %s\n", tasks[i].why);
	}
	qsort(times, RUNS, sizeof(*times), by_size);
	return times[RUNS / 2];
}

/* An event whose text is repeated until it is long. */
static struct json *
lengthened(struct arena *a, const struct json *event)
{
	struct json *out = json_object(a);
	const struct json *text = json_get(event, "text");
	struct buf b = buf_new(a, (size_t)8 * LONG);

	while (json_str(text) != NULL && text->len > 0 && b.len < LONG) {
		buf_puts(&b, text->string);
		buf_puts(&b, " ");
	}
	JSON_EACH(member, event)
	if (member != text && strncmp(member->key, "folded", 6) != 0)
		json_put(a, out, member->key, member);
	json_put_strn(a, out, "text", b.data, b.len);
	rule_text_fill(a, out);
	return out;
}

static void
run_all(struct arena *a, const struct json *sample, const char *texts)
{
	const struct json *event = sample->first;
	struct json *events = json_array(a);
	int data;

	for (int i = 0; i < EVENTS; i++) {
		json_put(a, events, NULL, event);
		event = event->next != NULL ? event->next : sample->first;
	}
	data = sandbox_data(events);
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		printf("%4d ms for %d events with %s texts: %s\n",
		    median(a, rules[i].text, data), EVENTS, texts,
		    rules[i].what);
	close(data);
}

int
main(void)
{
	struct arena *a = arena_new();
	const struct json *sample = ask_events(a);
	struct json *longer = json_array(a);

	if (sample == NULL)
		return 1;
	run_all(a, sample, "short");
	JSON_EACH(event, sample)
	json_put(a, longer, NULL, lengthened(a, event));
	run_all(a, longer, "long");
	arena_free(a);
	return 0;
}
