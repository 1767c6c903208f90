/* ask.c -- for tests: rule files asked through a real child. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "ask.h"
#include "err.h"
#include "json.h"
#include "rule_form.h"
#include "rule_text.h"

#define PATH_MAX_ 4096
#define FILE_MAX_ ((size_t)1 << 20) /* bytes */

const char *
ask_program(struct arena *a)
{
	char path[PATH_MAX_];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);

	path[n > 0 ? n : 0] = '\0';
	*strrchr(path, '/') = '\0';
	return arena_printf(a, "%s/child", path);
}

char *
ask_file(struct arena *a, const char *path, size_t *len)
{
	FILE *f = fopen(path, "rb");
	char *text;

	if (f == NULL)
		return NULL;
	text = arena_alloc(a, FILE_MAX_);
	*len = fread(text, 1, FILE_MAX_ - 1, f);
	fclose(f);
	return text;
}

const struct json *
ask_events(struct arena *a)
{
	struct json *events = NULL;
	struct err err = { 0 };
	size_t len = 0;
	char *text = ask_file(a, "tests/rules/events.json", &len);

	if (text == NULL || !json_parse(a, text, len, NULL, &events, &err)) {
		fprintf(stderr, "tests/rules/events.json: %s\n", err.text);
		return NULL;
	}
	for (struct json *e = events->first; e != NULL; e = e->next)
		rule_text_fill(a, e);
	return events;
}

static struct json *
job_of(struct arena *a, const struct ask *q)
{
	struct json *job = json_object(a), *list;

	json_put_str(a, job, "kind", q->kind != NULL ? q->kind : "rule");
	json_put_str(a, job, "name", q->name != NULL ? q->name : "test");
	json_put_strn(
	    a, job, "text", q->text, q->len > 0 ? q->len : strlen(q->text));
	json_put(a, job, "libs", q->libs);
	list = json_put_array(a, job, "languages");
	json_put_str(a, list, NULL, "fr");
	json_put_str(a, list, NULL, "en");
	list = json_put_array(a, job, "groups");
	json_put_str(a, list, NULL, "audience");
	json_put_str(a, list, NULL, "format");
	json_put_str(a, list, NULL, "entry");
	json_put_str(a, list, NULL, "sector");
	json_put(a, job, "take", q->take);
	if (q->trace)
		json_put_bool(a, job, "trace", true);
	return job;
}

/* What the parent looks at before the child: true where it is no rule file. */
static bool
is_refused(struct arena *a, struct ask *q)
{
	size_t len = q->len > 0 ? q->len : strlen(q->text);
	const char *text = q->text;
	struct err err = { 0 };

	if (rule_form_source(&text, &len, &q->line, &err))
		return false;
	q->outcome = "load";
	q->message = arena_strdup(a, err.text);
	q->event = -1;
	q->verdicts = "";
	return true;
}

/* As the parent will see it. */
static void
read_end(struct ask *q, const struct sandbox_task *t)
{
	static const char *const ends[] = { "", "time", "memory", "crash",
		"nonsense" };

	q->end = t->end;
	q->message = "";
	q->verdicts = "";
	q->answer = NULL;
	if (t->end != SANDBOX_DONE) {
		q->outcome = ends[t->end];
		q->message = t->why;
		q->line = t->progress.line;
		q->event =
		    t->progress.phase == RULE_ON_EVENT ? t->progress.item : -1;
		return;
	}
	q->answer = t->answer;
	q->outcome = json_get_str(q->answer, "outcome");
	q->line = (int)json_get_int(q->answer, "line", 0);
	q->event = (int)json_get_int(q->answer, "event", -1);
	if (json_get_str(q->answer, "message") != NULL)
		q->message = json_get_str(q->answer, "message");
	if (json_get_str(q->answer, "verdicts") != NULL)
		q->verdicts = json_get_str(q->answer, "verdicts");
}

void
ask_all(
    struct arena *a, struct ask *asks, size_t count, const struct json *events)
{
	struct sandbox_task *tasks = ARENA_ARRAY(a, struct sandbox_task, count);
	int data = sandbox_data(events);
	size_t asked = 0;

	for (size_t i = 0; i < count; i++) {
		asks[i].outcome = NULL;
		if (is_refused(a, &asks[i]))
			continue;
		tasks[asked++] = (struct sandbox_task){ .role = "rule",
			.job = job_of(a, &asks[i]),
			.data = data,
			.limits = RULE_LIMITS };
		if (asks[i].cpu_seconds > 0)
			tasks[asked - 1].limits.cpu_seconds =
			    asks[i].cpu_seconds;
	}
	sandbox_run(a, ask_program(a), tasks, asked, 2);
	close(data);
	asked = 0;
	for (size_t i = 0; i < count; i++)
		if (asks[i].outcome == NULL)
			read_end(&asks[i], &tasks[asked++]);
}

struct ask
ask_one(struct arena *a, const char *text)
{
	struct ask q = { .text = text };

	ask_all(a, &q, 1, ask_events(a));
	return q;
}
