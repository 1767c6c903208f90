/* tally.c -- counters of several workers, written as one. */
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "tally.h"
#include "unit.h"

#define TEXT_MAX 65536

static void
has(const struct tallies *t, const char *line)
{
	struct arena *a = arena_new();
	struct buf out = buf_new(a, TEXT_MAX);

	tally_write(t, &out);
	assert_true(buf_ok(&out));
	if (strstr(out.data, arena_printf(a, "\n%s\n", line)) == NULL)
		fail_msg("no line \"%s\" in %s", line, out.data);
	arena_free(a);
}

static void
sums_what_workers_count(void **state)
{
	struct tallies *t = tally_open(3, 1763542800);

	(void)state;
	tally_answer(&t->of[0], ROUTE_EVENTS, 200, 60, 1000);
	tally_answer(&t->of[1], ROUTE_EVENTS, 200, 40, 500);
	tally_answer(&t->of[2], ROUTE_EVENTS, 304, 2000000, 0);
	tally_add(&t->of[0].missed, 2);
	tally_add(&t->of[2].missed, 1);
	t->of[1].pid = 17;
	has(t, "almanach_requests_total{page=\"events\",status=\"2xx\"} 2");
	has(t, "almanach_requests_total{page=\"events\",status=\"3xx\"} 1");
	has(t, "almanach_requests_total{page=\"home\",status=\"2xx\"} 0");
	has(t, "almanach_response_bytes_total 1500");
	has(t, "almanach_searches_without_result_total 3");
	has(t, "almanach_request_duration_seconds_bucket{le=\"5e-05\"} 1");
	has(t, "almanach_request_duration_seconds_bucket{le=\"0.0001\"} 2");
	has(t, "almanach_request_duration_seconds_bucket{le=\"1\"} 2");
	has(t, "almanach_request_duration_seconds_bucket{le=\"+Inf\"} 3");
	has(t, "almanach_request_duration_seconds_sum 2.000100");
	has(t, "almanach_request_duration_seconds_count 3");
	has(t, "almanach_workers 1");
	has(t, "process_start_time_seconds 1763542800");
}

/* A limit belongs to its bucket: "less or equal". */
static void
takes_the_limit_in(void **state)
{
	struct tallies *t = tally_open(1, 0);

	(void)state;
	tally_answer(&t->of[0], ROUTE_HOME, 200, 50, 0);
	tally_answer(&t->of[0], ROUTE_HOME, 200, 51, 0);
	has(t, "almanach_request_duration_seconds_bucket{le=\"5e-05\"} 1");
	has(t, "almanach_request_duration_seconds_bucket{le=\"0.0001\"} 2");
}

/* What has one name is one sample; a status of no class is in one all the
 * same. */
static void
counts_whatever_was_answered(void **state)
{
	struct tallies *t = tally_open(1, 0);

	(void)state;
	tally_answer(&t->of[0], ROUTE_NOWHERE, 404, 1, 0);
	tally_answer(&t->of[0], ROUTE_BAD, 400, 1, 0);
	tally_answer(&t->of[0], ROUTE_LONG, 414, 1, 0);
	tally_answer(&t->of[0], ROUTE_NOWHERE, 100, 1, 0);
	tally_answer(&t->of[0], ROUTE_NOWHERE, 999, 1, 0);
	has(t, "almanach_requests_total{page=\"none\",status=\"4xx\"} 3");
	has(t, "almanach_requests_total{page=\"none\",status=\"2xx\"} 1");
	has(t, "almanach_requests_total{page=\"none\",status=\"5xx\"} 1");
}

static void
is_shared_with_children(void **state)
{
	struct tallies *t = tally_open(2, 0);
	pid_t pid = fork();

	(void)state;
	if (pid == 0) {
		tally_add(&t->of[1].edits, 5);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	has(t, "almanach_editor_requests_total 5");
}

UNIT(tally, T(sums_what_workers_count), T(takes_the_limit_in),
    T(counts_whatever_was_answered), T(is_shared_with_children))
