/*
 * template.c FOLDER NAME VIEW.json -- how long a page takes to fill.
 *
 * Prints the median and the best of many runs for the view as it is; and,
 * where its days hold events, for the same view with the cards ready.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "files.h"
#include "json.h"
#include "template.h"

#define VIEW_MAX ((size_t)16 << 20) /* bytes */
#define PAGE_MAX ((size_t)16 << 20)
#define RUNS     4001

static int
by_time(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void
render(const struct template_set *set, const char *name,
    const struct json *view, struct buf *page)
{
	struct err err = { 0 };

	buf_clear(page);
	if (template_render(set, name, view, page, &err))
		return;
	fprintf(stderr, "%s\n", err.text);
	exit(1);
}

static void
measure(const struct template_set *set, const char *name,
    const struct json *view, const char *what)
{
	static double took[RUNS];
	struct arena *a = arena_new();
	struct buf page = buf_new(a, PAGE_MAX);

	for (int i = 0; i < RUNS; i++) {
		double begin = now();

		render(set, name, view, &page);
		took[i] = now() - begin;
	}
	qsort(took, RUNS, sizeof(took[0]), by_time);
	printf("%s: %zu bytes in %.1f us (median; best %.1f)\n", what, page.len,
	    took[RUNS / 2], took[0]);
	arena_free(a);
}

/* Replace the events of each day by what the partial "card" makes of them. */
static void
make_ready(struct arena *a, const struct template_set *set, struct json *view)
{
	struct json *days = (struct json *)json_get(view, "days");

	for (struct json *day = days != NULL ? days->first : NULL; day != NULL;
	     day = day->next) {
		struct json *old = (struct json *)json_get(day, "events");
		struct json *ready = json_array(a);

		JSON_EACH(event, old)
		{
			struct buf html = buf_new(a, PAGE_MAX);
			struct json_ready *r = ARENA_NEW(a, struct json_ready);

			render(set, "card", event, &html);
			*r =
			    (struct json_ready){ "{}", 2, html.data, html.len };
			json_put_ready(a, ready, NULL, r);
		}
		old->first = ready->first;
	}
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new();
	struct buf text = buf_new(a, VIEW_MAX);
	struct template_set *set;
	struct json *view;
	struct err err = { 0 };

	if (argc != 4) {
		fprintf(stderr, "usage: bench FOLDER NAME VIEW.json\n");
		return 2;
	}
	if (!template_load(a, argv[1], &set, &err) ||
	    !files_read(argv[3], &text, &err) ||
	    !json_parse(a, text.data, text.len, NULL, &view, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	measure(set, argv[2], view, argv[2]);
	make_ready(a, set, view);
	measure(set, argv[2], view, "the same, cards ready");
	arena_free(a);
	return 0;
}
