/*
 * rule.c -- how long rules take: the children, their start and their answers
 * included.  Prints the median of some runs for each kind of rule.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "arena.h"
#include "ask.h"
#include "json.h"
#include "rule_form.h"
#include "sandbox.h"

#define EVENTS 5000
#define RUNS   9

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

int
main(void)
{
	struct arena *a = arena_new();
	const struct json *sample = ask_events(a), *event;
	struct json *events = json_array(a);
	int data;

	if (sample == NULL)
		return 1;
	event = sample->first;
	for (int i = 0; i < EVENTS; i++) {
		json_put(a, events, NULL, event);
		event = event->next != NULL ? event->next : sample->first;
	}
	data = sandbox_data(events);
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		printf("%3d ms for %d events: %s\n",
		    median(a, rules[i].text, data), EVENTS, rules[i].what);
	close(data);
	arena_free(a);
	return 0;
}
