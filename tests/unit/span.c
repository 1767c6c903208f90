/* span.c -- until when a timing is found as being on. */
#include "span.h"
#include "arena.h"
#include "err.h"
#include "event.h"
#include "unit.h"
#include "when.h"

/* Local times, in Paris, whose clock went back on 26 October 2025. */
static const struct {
	const char *begin, *end, *over;
} cases[] = {
	{ "2025-11-19T10:00", "2025-11-19T12:00", "2025-11-19T12:00" },
	{ "2025-11-19T22:00", "2025-11-20T04:00", "2025-11-20T04:00" },
	/* Of a day's length: on its first day alone. */
	{ "2025-11-19T23:30", "2025-11-21T00:20", "2025-11-21T00:00" },
	{ "2025-10-25T23:30", "2025-10-26T23:30", "2025-10-26T23:30" },
	/* Longer: on each of its days. */
	{ "2025-11-19T23:30", "2025-11-21T00:40", "2025-11-21T00:40" },
	{ "2025-11-17T09:00", "2025-11-23T18:00", "2025-11-23T18:00" },
	/* On 62 days at most, in which the clock goes back. */
	{ "2025-10-01T09:00", "2025-12-31T18:00", "2025-12-02T00:00" },
};

static void
ends_with_its_days(void **state)
{
	struct arena *a = arena_new();
	struct err err = { ERR_NONE, "" };
	struct when_zone zone;

	(void)state;
	assert_true(when_zone_load(a, "Europe/Paris", 2025, 2026, &zone, &err));
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct timing t = { .number = 1 };
		int32_t over;

		assert_true(when_parse(cases[i].begin, &zone, &t.begin));
		assert_true(when_parse(cases[i].end, &zone, &t.end));
		assert_true(when_parse(cases[i].over, &zone, &over));
		assert_int_equal(span_over(&t, &zone), over);
	}
	arena_free(a);
}

UNIT(span, cmocka_unit_test(ends_with_its_days))
