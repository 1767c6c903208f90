/* tally.c -- what has been answered, counted for monitoring. */
#include <inttypes.h>
#include <sys/mman.h>

#include "buf.h"
#include "tally.h"

/* Answers take some 50 microseconds, pages of large programmes a few
 * milliseconds; what is beyond waited for something. */
static const struct {
	int64_t microseconds;
	const char *seconds;
} steps[TALLY_STEPS] = {
	{ 50, "5e-05" },
	{ 100, "0.0001" },
	{ 250, "0.00025" },
	{ 500, "0.0005" },
	{ 1000, "0.001" },
	{ 2500, "0.0025" },
	{ 5000, "0.005" },
	{ 10000, "0.01" },
	{ 25000, "0.025" },
	{ 100000, "0.1" },
	{ 250000, "0.25" },
	{ 1000000, "1" },
	{ INT64_MAX, "+Inf" },
};

struct tallies *
tally_open(size_t count, int64_t now)
{
	struct tallies *t =
	    mmap(NULL, sizeof(*t) + count * sizeof(struct tally),
		PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (t == MAP_FAILED)
		return NULL;
	t->begun = now;
	t->count = count;
	return t;
}

/* ---- counting ---------------------------------------------------------- */

void
tally_answer(struct tally *t, enum route_page page, int status,
    int64_t microseconds, size_t bytes)
{
	size_t step = 0;
	int class = status / 100 - 2;

	if (page == ROUTE_BAD || page == ROUTE_LONG)
		page = ROUTE_NOWHERE; /* which have one name */
	class = class < 0               ? 0
		: class < TALLY_CLASSES ? class
					: TALLY_CLASSES - 1;
	while (microseconds > steps[step].microseconds)
		step++;
	tally_add(&t->requests[page][class], 1);
	tally_add(&t->took[step], 1);
	tally_add(&t->microseconds, (uint64_t)microseconds);
	tally_add(&t->bytes, bytes);
}

/* ---- telling ----------------------------------------------------------- */

/* Of the member that is so far from a slot's beginning. */
static uint64_t
sum(const struct tallies *t, size_t at)
{
	uint64_t all = 0;

	for (size_t i = 0; i < t->count; i++) {
		const char *slot = (const char *)&t->of[i];

		all += atomic_load_explicit(
		    (const _Atomic uint64_t *)(const void *)(slot + at),
		    memory_order_relaxed);
	}
	return all;
}

#define SUM(tallies, member) sum(tallies, offsetof(struct tally, member))

void
tally_put_family(
    struct buf *out, const char *name, const char *type, const char *help)
{
	buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void
put_requests(const struct tallies *t, struct buf *out)
{
	tally_put_family(out, "almanach_requests_total", "counter",
	    "Requests that were answered, by page and class of status.");
	for (size_t page = 0; page < ROUTE_PAGES; page++)
		for (size_t c = 0; c < TALLY_CLASSES; c++)
			if (page != ROUTE_BAD && page != ROUTE_LONG)
				buf_printf(out,
				    "almanach_requests_total{page=\"%s\","
				    "status=\"%zuxx\"} %" PRIu64 "\n",
				    route_name((enum route_page)page), c + 2,
				    sum(t, offsetof(struct tally, requests) +
					       (page * TALLY_CLASSES + c) *
						   sizeof(uint64_t)));
}

static void
put_histogram(const struct tallies *t, struct buf *out)
{
	uint64_t so_far = 0, all = SUM(t, microseconds);

	tally_put_family(out, "almanach_request_duration_seconds", "histogram",
	    "How long the program took for an answer, without sending it.");
	for (size_t i = 0; i < TALLY_STEPS; i++) {
		so_far +=
		    sum(t, offsetof(struct tally, took) + i * sizeof(uint64_t));
		buf_printf(out,
		    "almanach_request_duration_seconds_bucket{le=\"%s\"} "
		    "%" PRIu64 "\n",
		    steps[i].seconds, so_far);
	}
	buf_printf(out,
	    "almanach_request_duration_seconds_sum %" PRIu64 ".%06" PRIu64 "\n"
	    "almanach_request_duration_seconds_count %" PRIu64 "\n",
	    all / 1000000, all % 1000000, so_far);
}

static void
put_workers(const struct tallies *t, struct buf *out)
{
	int alive = 0;

	for (size_t i = 0; i < t->count; i++)
		alive += t->of[i].pid != 0;
	tally_put_family(
	    out, "almanach_workers", "gauge", "Processes that answer.");
	buf_printf(out, "almanach_workers %d\n", alive);
	tally_put_family(out, "process_start_time_seconds", "gauge",
	    "When counting began, in seconds since 1970.");
	buf_printf(out, "process_start_time_seconds %" PRId64 "\n", t->begun);
}

void
tally_write(const struct tallies *t, struct buf *out)
{
	static const struct {
		const char *name, *help;
		size_t at;
	} sums[] = {
#define ROW(name, member, help)                                                \
	{ "almanach_" name "_total", help, offsetof(struct tally, member) }
		ROW("response_bytes", bytes, "Bytes of bodies that were sent."),
		ROW("searches_without_result", missed,
		    "Searches for words that the programme does not have."),
		ROW("editor_requests", edits,
		    "Requests that were given to the workspace."),
		ROW("workers_started", started, "Processes that were started."),
		ROW("workers_died", died,
		    "Processes that a signal ended, or who gave up."),
#undef ROW
	};

	put_requests(t, out);
	put_histogram(t, out);
	for (size_t i = 0; i < sizeof(sums) / sizeof(*sums); i++) {
		tally_put_family(out, sums[i].name, "counter", sums[i].help);
		buf_printf(
		    out, "%s %" PRIu64 "\n", sums[i].name, sum(t, sums[i].at));
	}
	put_workers(t, out);
}
