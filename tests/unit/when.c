/* when.c -- days, minutes, and the nights on which clocks change. */
#include <stdlib.h>
#include <time.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "unit.h"
#include "when.h"

static struct when_zone
zone(struct arena *a, const char *name, int first, int last)
{
	struct when_zone z;
	struct err err = { 0 };

	if (!when_zone_load(a, name, first, last, &z, &err))
		fail_msg("%s", err.text);
	return z;
}

/* ---- calendar ---------------------------------------------------------- */

static int
month_length(int year, int month)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return lengths[month - 1] + (month == 2 && leap);
}

/* Counting days as a calendar on the wall does, from Monday 1900-01-01. */
static void
knows_every_day(void **state)
{
	struct arena *a = arena_new();
	struct buf b = buf_new(a, 20);
	struct when_date d = { 1900, 1, 1 };
	int32_t day = -25567;
	char text[40];

	(void)state;
	for (int weekday = 0; d.year < 2200; day++) {
		struct when_date back = when_date(day);
		int32_t read = 0;

		assert_int_equal(when_day(d), day);
		assert_int_equal(back.year, d.year);
		assert_int_equal(back.month, d.month);
		assert_int_equal(back.day, d.day);
		assert_int_equal(when_weekday(day), weekday);
		snprintf(text, sizeof(text), "%04d-%02d-%02d", d.year, d.month,
		    d.day);
		buf_clear(&b);
		when_put_day(&b, day);
		assert_string_equal(b.data, text);
		assert_true(when_parse_day(text, 10, &read));
		assert_int_equal(read, day);
		weekday = (weekday + 1) % 7;
		if (++d.day > month_length(d.year, d.month)) {
			d.day = 1;
			d.month = d.month % 12 + 1;
			d.year += d.month == 1;
		}
	}
	assert_int_equal(when_day((struct when_date){ 1970, 1, 1 }), 0);
	assert_int_equal(when_day((struct when_date){ 2025, 11, 19 }), 20411);
	arena_free(a);
}

static void
refuses_days_that_are_none(void **state)
{
	static const char *const cases[] = { "", "2025", "2025-11", "2025-11-1",
		"2025-1-19", "25-11-19", "2025-11-190", "2025-11-19 ",
		" 2025-11-19", "2025/11/19", "20251119", "2025-11-1x",
		"2025-11-+9", "2025-00-19", "2025-13-19", "2025-11-00",
		"2025-11-31", "2025-02-29", "2024-02-30", "2100-02-29",
		"1899-12-31", "2200-01-01", "0000-00-00", "-025-11-19",
		"２025-11-9" };
	int32_t day;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_false(when_parse_day(cases[i], strlen(cases[i]), &day));
	assert_true(when_parse_day("2024-02-29", 10, &day));
	assert_true(when_parse_day("2000-02-29", 10, &day));
	assert_true(when_parse_day("2025-11-19T10:00", 10, &day));
	assert_false(when_parse_day("2025-11-\0"
				    "9",
	    10, &day));
}

/* ---- reading ----------------------------------------------------------- */

/* All of them the same minute: 2025-11-19T09:00Z. */
static void
reads_each_spelling(void **state)
{
	static const char *const cases[] = {
		"2025-11-19T10:00:00+01:00",
		"2025-11-19T10:00:00+0100",
		"2025-11-19T10:00:00+01",
		"2025-11-19T10:00:00.000+01:00",
		"2025-11-19T10:00:59.999999999999+01:00",
		"2025-11-19T10:00:60+01:00", /* a leap second */
		"2025-11-19T10:00+01:00",
		"2025-11-19T10:00+0100",
		"2025-11-19 10:00:00+01:00",
		"2025-11-19 10:00",
		"2025-11-19T10:00:00",
		"2025-11-19t10:00:00.5",
		"2025-11-19T09:00:00Z",
		"2025-11-19t09:00:00z",
		"2025-11-19T09:00Z",
		"2025-11-19T09:00:00.123Z",
		"2025-11-19T09:00:00+00:00",
		"2025-11-19T09:00:00-00:00",
		"2025-11-19T04:00:00-05:00",
		"2025-11-19T05:30:00-03:30",
		"2025-11-19T23:00:00+14:00",
		"2025-11-18T21:00:00-12:00",
		"2025-11-20T08:59:00+23:59",
	};
	struct arena *a = arena_new();
	struct when_zone paris = zone(a, "Europe/Paris", 2025, 2025);
	int32_t at;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		at = 0;
		if (!when_parse(cases[i], &paris, &at))
			fail_msg("%s: refused", cases[i]);
		assert_int_equal(at, 20411 * WHEN_DAY_MINUTES + 9 * 60);
	}
	assert_true(when_parse("2025-11-19T24:00", &paris, &at));
	assert_int_equal(at, 20411 * WHEN_DAY_MINUTES + 23 * 60);
	assert_true(when_parse("1969-12-31T23:59Z", &paris, &at));
	assert_int_equal(at, -1);
	arena_free(a);
}

static void
refuses_times_that_are_none(void **state)
{
	static const char *const cases[] = { "", "2025-11-19", "2025-11-19T",
		"2025-11-19T10", "2025-11-19T10:", "2025-11-19T10:0",
		"2025-11-19T1:00", "2025-11-19T10:00:", "2025-11-19T10:00:0",
		"2025-11-19T10:00:00.", "2025-11-19T10:00:00,5",
		"2025-11-19T10:00.5", "2025-11-19T10:00:00+",
		"2025-11-19T10:00:00+1", "2025-11-19T10:00:00+1:00",
		"2025-11-19T10:00:00+01:", "2025-11-19T10:00:00+01:0",
		"2025-11-19T10:00:00+01:000", "2025-11-19T10:00:00+24:00",
		"2025-11-19T10:00:00+01:60", "2025-11-19T10:00:00 +01:00",
		"2025-11-19T10:00:00ZZ", "2025-11-19T10:00:00 ",
		" 2025-11-19T10:00:00", "2025-11-19  10:00", "2025-11-19_10:00",
		"2025-11-19T10:00:61", "2025-11-19T10:60", "2025-11-19T25:00",
		"2025-11-19T24:01", "2025-11-19T-1:00", "2025-02-29T10:00",
		"1899-12-31T10:00", "2200-01-01T10:00",
		"2025-11-19T10:00:00Europe/Paris", "20251119T100000Z",
		"19/11/2025 10:00", "1763542800",
		"Wed, 19 Nov 2025 10:00:00 +0100" };
	struct when_zone utc = when_utc();
	int32_t at;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (when_parse(cases[i], &utc, &at))
			fail_msg("\"%s\" was read", cases[i]);
}

/* ---- zones ------------------------------------------------------------- */

static const struct {
	const char *name;
	int first, last;
} zones[] = {
	{ "Europe/Paris", 2023, 2026 },
	{ "Atlantic/Azores", 2023, 2026 },
	{ "America/St_Johns", 2023, 2026 },    /* -3:30 */
	{ "Australia/Lord_Howe", 2023, 2026 }, /* changes by 30 minutes */
	{ "Africa/Casablanca", 2023, 2026 },   /* Ramadan */
	{ "Asia/Kolkata", 2023, 2026 },        /* 5:30, no changes */
	{ "Pacific/Apia", 2011, 2011 },        /* lost a whole day */
	{ "Europe/Dublin", 2024, 2024 },       /* winter is the exception */
	{ "Africa/Cairo", 2014, 2014 },        /* four changes */
	{ "Asia/Kathmandu", 1985, 1987 },      /* 5:30 to 5:45 */
	{ "UTC", 2025, 2025 },
};

static void
agrees_with_libc_on_every_half_hour(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(zones); i++) {
		struct when_zone z =
		    zone(a, zones[i].name, zones[i].first, zones[i].last);
		int32_t at = when_day(
				 (struct when_date){ zones[i].first, 1, 1 }) *
			     WHEN_DAY_MINUTES,
			end = when_day((struct when_date){
				  zones[i].last + 1, 1, 1 }) *
			      WHEN_DAY_MINUTES;

		setenv("TZ", zones[i].name, 1);
		tzset();
		for (; at < end; at += 30) {
			time_t t = (time_t)at * 60;
			struct tm tm;
			int32_t day;

			localtime_r(&t, &tm);
			assert_int_equal(
			    when_offset(&z, at) * 60, tm.tm_gmtoff);
			day = when_day((struct when_date){
			    tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday });
			assert_int_equal(when_local_day(&z, at), day);
			assert_int_equal(when_local(&z, at),
			    day * WHEN_DAY_MINUTES + tm.tm_hour * 60 +
				tm.tm_min);
			assert_int_equal(
			    when_weekday(day), (tm.tm_wday + 6) % 7);
		}
		unsetenv("TZ");
	}
	arena_free(a);
}

/* What when_instant() promises, found by trying every offset of the zone:
 * the first instant that shows this local time; where none does, the local
 * time is inside a jump and moves on by it. */
static int32_t
instant_by_trial(const struct when_zone *z, int32_t local)
{
	int32_t found = INT32_MAX;

	for (size_t i = 0; i < z->count; i++) {
		int32_t at = local - z->changes[i].offset;

		if (when_local(z, at) == local && at < found)
			found = at;
	}
	for (size_t i = 1; i < z->count && found == INT32_MAX; i++) {
		int before = z->changes[i - 1].offset,
		    after = z->changes[i].offset;

		if (local >= z->changes[i].at + before &&
		    local < z->changes[i].at + after)
			found = local - before;
	}
	return found;
}

static void
finds_the_instant_of_each_local_time(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(zones); i++) {
		struct when_zone z =
		    zone(a, zones[i].name, zones[i].first, zones[i].last);

		for (size_t c = 1; c < z.count; c++) {
			int32_t middle = z.changes[c].at + z.changes[c].offset;

			for (int32_t local = middle - 3000;
			     local < middle + 3000; local += 5)
				assert_int_equal(when_instant(&z, local),
				    instant_by_trial(&z, local));
		}
	}
	arena_free(a);
}

/* The two nights of Paris and of Lord Howe, in words. */
static void
reads_times_of_the_nights_of_change(void **state)
{
	static const struct {
		const char *zone, *local, *instant;
	} cases[] = {
		{ "Europe/Paris", "2025-03-30T01:59", "2025-03-30T00:59Z" },
		{ "Europe/Paris", "2025-03-30T02:00", "2025-03-30T01:00Z" },
		{ "Europe/Paris", "2025-03-30T02:30", "2025-03-30T01:30Z" },
		{ "Europe/Paris", "2025-03-30T03:00", "2025-03-30T01:00Z" },
		{ "Europe/Paris", "2025-10-26T01:59", "2025-10-25T23:59Z" },
		{ "Europe/Paris", "2025-10-26T02:00", "2025-10-26T00:00Z" },
		{ "Europe/Paris", "2025-10-26T02:59", "2025-10-26T00:59Z" },
		{ "Europe/Paris", "2025-10-26T03:00", "2025-10-26T02:00Z" },
		{ "Australia/Lord_Howe", "2025-10-05T01:59",
		    "2025-10-04T15:29Z" },
		{ "Australia/Lord_Howe", "2025-10-05T02:15",
		    "2025-10-04T15:45Z" },
		{ "Australia/Lord_Howe", "2025-10-05T02:30",
		    "2025-10-04T15:30Z" },
		{ "Australia/Lord_Howe", "2025-04-06T01:30",
		    "2025-04-05T14:30Z" },
		{ "Australia/Lord_Howe", "2025-04-06T02:00",
		    "2025-04-05T15:30Z" },
		{ "Pacific/Apia", "2011-12-29T23:59", "2011-12-30T09:59Z" },
		{ "Pacific/Apia", "2011-12-30T12:00", "2011-12-30T22:00Z" },
		{ "Pacific/Apia", "2011-12-31T00:00", "2011-12-30T10:00Z" },
	};
	struct arena *a = arena_new();
	struct when_zone utc = when_utc();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct when_zone z = zone(a, cases[i].zone, 2011, 2025);
		int32_t local, instant;

		assert_true(when_parse(cases[i].local, &z, &local));
		assert_true(when_parse(cases[i].instant, &utc, &instant));
		assert_int_equal(local, instant);
	}
	arena_free(a);
}

static void
tables_have_their_whole_years(void **state)
{
	struct arena *a = arena_new();
	struct when_zone utc = when_utc();

	(void)state;
	assert_int_equal(zone(a, "Asia/Kolkata", 2020, 2030).count, 1);
	assert_int_equal(zone(a, "Europe/Paris", 2025, 2025).count, 3);
	assert_int_equal(zone(a, "Europe/Paris", 2016, 2025).count, 21);
	assert_int_equal(zone(a, "Africa/Cairo", 2014, 2014).count, 5);
	/* Kiribati left out 31 December. */
	assert_int_equal(zone(a, "Pacific/Kiritimati", 1994, 1994).count, 2);
	assert_int_equal(zone(a, "Pacific/Kiritimati", 1995, 1995).count, 1);
	assert_int_equal(
	    zone(a, "Pacific/Kiritimati", 1994, 1994).changes[1].offset, 840);
	assert_int_equal(utc.count, 1);
	assert_int_equal(when_offset(&utc, INT32_MIN), 0);
	assert_int_equal(when_offset(&utc, INT32_MAX), 0);
	arena_free(a);
}

static void
refuses_zones_that_are_none(void **state)
{
	static const char *const cases[] = { "", "Europe", "Europe/",
		"Europe/Nowhere", "europe/paris", "/etc/localtime",
		"../../../etc/passwd", "Europe/../Europe/Paris", "zone.tab",
		"leapseconds", "UTC0", "CET-1CEST,M3.5.0,M10.5.0/3",
		"Europe/Paris ", "Europe/Paris\n", ":Europe/Paris",
		"Europe/Parisé",
		"A123456789B123456789C123456789D123456789E123456789F1234567890"
		"123456789" };
	struct arena *a = arena_new();
	struct when_zone z;
	struct err err;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		err = (struct err){ 0 };
		if (when_zone_load(a, cases[i], 2025, 2025, &z, &err))
			fail_msg("\"%s\" was loaded", cases[i]);
		assert_int_equal(err.kind, ERR_INPUT);
	}
	err = (struct err){ 0 };
	when_zone_load(a, "Mars/Olympus", 2025, 2025, &z, &err);
	assert_string_equal(err.text,
	    "time zone \"Mars/Olympus\" is not known here (a name such as "
	    "Europe/Paris is meant, and Debian's package tzdata)");
	arena_free(a);
}

static void
leaves_the_process_its_own_zone(void **state)
{
	struct arena *a = arena_new();
	time_t t = 0;
	struct tm tm;

	(void)state;
	setenv("TZ", "Asia/Tokyo", 1);
	tzset();
	zone(a, "Europe/Paris", 2025, 2025);
	assert_string_equal(getenv("TZ"), "Asia/Tokyo");
	localtime_r(&t, &tm);
	assert_int_equal(tm.tm_gmtoff, 9 * 3600);
	unsetenv("TZ");
	zone(a, "Europe/Paris", 2025, 2025);
	assert_null(getenv("TZ"));
	arena_free(a);
}

/* ---- writing ----------------------------------------------------------- */

static void
writes(void **state)
{
	static const struct {
		const char *zone, *local, *rfc3339, *basic;
	} cases[] = {
		{ "Europe/Paris", "2025-11-19T10:00",
		    "2025-11-19T10:00:00+01:00", "20251119T090000Z" },
		{ "Europe/Paris", "2025-07-01T00:30",
		    "2025-07-01T00:30:00+02:00", "20250630T223000Z" },
		{ "America/St_Johns", "2025-01-02T03:04",
		    "2025-01-02T03:04:00-03:30", "20250102T063400Z" },
		{ "Asia/Kolkata", "2025-01-01T05:00",
		    "2025-01-01T05:00:00+05:30", "20241231T233000Z" },
		{ "Atlantic/Azores", "2025-07-01T12:00",
		    "2025-07-01T12:00:00+00:00", "20250701T120000Z" },
		{ "UTC", "1900-01-01T00:00", "1900-01-01T00:00:00+00:00",
		    "19000101T000000Z" },
		{ "UTC", "1969-12-31T23:59", "1969-12-31T23:59:00+00:00",
		    "19691231T235900Z" },
		{ "UTC", "2199-12-31T23:59", "2199-12-31T23:59:00+00:00",
		    "21991231T235900Z" },
	};
	struct arena *a = arena_new();
	struct buf b = buf_new(a, 100);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct when_zone z = zone(a, cases[i].zone, 2024, 2025);
		int32_t at;

		assert_true(when_parse(cases[i].local, &z, &at));
		buf_clear(&b);
		when_put_rfc3339(&b, &z, at);
		assert_string_equal(b.data, cases[i].rfc3339);
		buf_clear(&b);
		when_put_utc_basic(&b, at);
		assert_string_equal(b.data, cases[i].basic);
	}
	arena_free(a);
}

static void
reads_what_it_writes(void **state)
{
	struct arena *a = arena_new();
	struct buf b = buf_new(a, 100);
	uint64_t seed = 7;

	(void)state;
	for (size_t i = 0; i < COUNT(zones); i++) {
		struct when_zone z = zone(a, zones[i].name, 1950, 2050);

		for (int k = 0; k < 2000; k++) {
			int32_t at = (int32_t)unit_random(&seed, 84000000) -
				     21000000, /* 1930 to 2089 */
			    back = 0;

			buf_clear(&b);
			when_put_rfc3339(&b, &z, at);
			assert_true(when_parse(b.data, &z, &back));
			assert_int_equal(back, at);
		}
	}
	arena_free(a);
}

UNIT(when, T(knows_every_day), T(refuses_days_that_are_none),
    T(reads_each_spelling), T(refuses_times_that_are_none),
    T(agrees_with_libc_on_every_half_hour),
    T(finds_the_instant_of_each_local_time),
    T(reads_times_of_the_nights_of_change), T(tables_have_their_whole_years),
    T(refuses_zones_that_are_none), T(leaves_the_process_its_own_zone),
    T(writes), T(reads_what_it_writes))
