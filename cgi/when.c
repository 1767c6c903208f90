/* when.c -- days and minutes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "text.h"
#include "when.h"

#define YEAR_MIN      1900
#define YEAR_MAX      2199
#define ZONE_NAME_MAX 64
#define ZONE_FOLDER   "/usr/share/zoneinfo/"
#define ZONE_CHANGES  6 /* a year; Morocco has had four */

/* ---- calendar ---------------------------------------------------------- */

/*
 * Days from a civil date and back, by counting years from March so that the
 * leap day comes last: Howard Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms", days_from_civil and civil_from_days.
 */
int32_t
when_day(struct when_date d)
{
	int y = d.month <= 2 ? d.year - 1 : d.year;
	int era = (y >= 0 ? y : y - 399) / 400;
	int of_era = y - era * 400;
	int of_year =
	    (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	       of_year - 719468;
}

struct when_date
when_date(int32_t day)
{
	int z = day + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int of_era = z - era * 146097;
	int y =
	    (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int of_year = of_era - (365 * y + y / 4 - y / 100);
	int m = (5 * of_year + 2) / 153;
	struct when_date d;

	d.day = of_year - (153 * m + 2) / 5 + 1;
	d.month = m < 10 ? m + 3 : m - 9;
	d.year = y + era * 400 + (d.month <= 2);
	return d;
}

/* Division that rounds down, as before 1970 wants. */
static int32_t
floor_div(int32_t n, int32_t by)
{
	return n / by - (n % by < 0);
}

int
when_weekday(int32_t day)
{
	return day + 3 - floor_div(day + 3, 7) * 7; /* 1970-01-01: Thursday */
}

/* ---- zones ------------------------------------------------------------- */

int
when_offset(const struct when_zone *z, int32_t instant)
{
	size_t low = 0, high = z->count;

	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (z->changes[middle].at <= instant)
			low = middle;
		else
			high = middle;
	}
	return z->changes[low].offset;
}

int32_t
when_local(const struct when_zone *z, int32_t instant)
{
	return instant + when_offset(z, instant);
}

int32_t
when_local_day(const struct when_zone *z, int32_t instant)
{
	return floor_div(when_local(z, instant), WHEN_DAY_MINUTES);
}

int32_t
when_instant(const struct when_zone *z, int32_t local)
{
	/* The offset before a change and the one after it both name an
	 * instant; the earlier that really shows this local time wins. */
	int before = when_offset(z, local - WHEN_DAY_MINUTES);
	int after = when_offset(z, local + WHEN_DAY_MINUTES);

	if (when_local(z, local - before) == local)
		return local - before;
	if (when_local(z, local - after) == local)
		return local - after;
	return local - before; /* skipped: shows as later by the change */
}

struct when_zone
when_utc(void)
{
	static const struct when_change never[] = { { INT32_MIN, 0 } };

	return (struct when_zone){ never, 1 };
}

static int
system_offset(int32_t instant)
{
	time_t t = (time_t)instant * 60;
	struct tm tm;

	return localtime_r(&t, &tm) != NULL ? (int)(tm.tm_gmtoff / 60) : 0;
}

/* The first instant after "from" at which the offset is no longer that of
 * "from", where it differs at "to". */
static int32_t
change_between(int32_t from, int32_t to)
{
	int offset = system_offset(from);

	while (to - from > 1) {
		int32_t middle = from + (to - from) / 2;

		if (system_offset(middle) == offset)
			from = middle;
		else
			to = middle;
	}
	return to;
}

static void
probe(struct arena *a, int first, int last, struct when_zone *z)
{
	int32_t from = when_day((struct when_date){ first, 1, 1 }),
		to = when_day((struct when_date){ last + 1, 1, 1 });
	size_t max = (size_t)(last - first + 1) * ZONE_CHANGES + 1;
	struct when_change *changes = ARENA_ARRAY(a, struct when_change, max);
	int32_t at = from * WHEN_DAY_MINUTES, next;

	changes[0] = (struct when_change){ INT32_MIN, system_offset(at) };
	z->count = 1;
	for (int32_t day = from; day < to && z->count < max; day++, at = next) {
		next = (day + 1) * WHEN_DAY_MINUTES;
		if (system_offset(next) == system_offset(at))
			continue;
		changes[z->count].at = change_between(at, next);
		changes[z->count].offset = system_offset(next);
		z->count++;
	}
	z->changes = changes;
}

static bool
known(const char *name)
{
	char path[sizeof(ZONE_FOLDER) + ZONE_NAME_MAX];
	char magic[4] = ""; /* RFC 8536, section 3.1 */
	FILE *file;

	/* Nothing but a name below the folder: no dots, no leading slash. */
	if (strlen(name) > ZONE_NAME_MAX || *name == '/' || *name == '\0' ||
	    name[strspn(name,
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789_+-/")] != '\0')
		return false;
	snprintf(path, sizeof(path), ZONE_FOLDER "%s", name);
	file = fopen(path, "rb");
	if (file == NULL)
		return false;
	if (fread(magic, 1, sizeof(magic), file) != sizeof(magic))
		magic[0] = '\0'; /* a folder opens, and does not read */
	fclose(file);
	return memcmp(magic, "TZif", sizeof(magic)) == 0;
}

bool
when_zone_load(struct arena *a, const char *name, int first, int last,
    struct when_zone *z, struct err *err)
{
	const char *was = getenv("TZ");
	char *saved = was != NULL ? arena_strdup(a, was) : NULL;

	if (!known(name))
		return err_set(err, ERR_INPUT,
		    "time zone \"%.*s\" is not known here (a name such as "
		    "Europe/Paris is meant, and Debian's package tzdata)",
		    (int)text_cut(name, strlen(name), 80), name);
	setenv("TZ", name, 1);
	tzset();
	probe(a, first, last, z);
	if (saved != NULL)
		setenv("TZ", saved, 1);
	else
		unsetenv("TZ");
	tzset();
	return true;
}

/* ---- reading ----------------------------------------------------------- */

/* Takes exactly "digits" digits at *s; -1 where they are not there. */
static int
take(const char **s, int digits)
{
	int n = 0;

	for (; digits > 0; digits--, ++*s) {
		if (**s < '0' || **s > '9')
			return -1;
		n = n * 10 + (**s - '0');
	}
	return n;
}

static bool
take_char(const char **s, const char *any)
{
	if (**s == '\0' || strchr(any, **s) == NULL)
		return false;
	++*s;
	return true;
}

static bool
take_date(const char **s, int32_t *day)
{
	struct when_date d, back;

	d.year = take(s, 4);
	if (d.year < 0 || !take_char(s, "-") || (d.month = take(s, 2)) < 0 ||
	    !take_char(s, "-") || (d.day = take(s, 2)) < 0)
		return false;
	if (d.year < YEAR_MIN || d.year > YEAR_MAX || d.month < 1 ||
	    d.month > 12)
		return false;
	*day = when_day(d);
	back = when_date(*day); /* February 30 comes back as March 2 */
	return back.day == d.day && back.month == d.month;
}

bool
when_parse_day(const char *text, size_t len, int32_t *day)
{
	char copy[11] = "";

	if (len != 10)
		return false;
	memcpy(copy, text, len);
	text = copy;
	return take_date(&text, day) && *text == '\0';
}

/* Seconds and their fraction, which may be absent and are dropped. */
static bool
take_seconds(const char **s)
{
	int seconds;

	if (!take_char(s, ":"))
		return true;
	seconds = take(s, 2);
	if (seconds < 0 || seconds > 60) /* 60: a leap second */
		return false;
	if (take_char(s, ".")) {
		if (take(s, 1) < 0)
			return false;
		while (take_char(s, "0123456789"))
			;
	}
	return true;
}

/* "Z", "+01:00", "+0100" or "+01"; minutes. */
static bool
take_offset(const char **s, int *offset)
{
	int sign = **s == '-' ? -1 : 1, hours, minutes = 0;

	*offset = 0;
	if (take_char(s, "Zz"))
		return true;
	if (!take_char(s, "+-") || (hours = take(s, 2)) < 0)
		return false;
	if (**s != '\0') {
		take_char(s, ":");
		minutes = take(s, 2);
	}
	if (hours > 23 || minutes < 0 || minutes > 59)
		return false;
	*offset = sign * (hours * 60 + minutes);
	return true;
}

bool
when_parse(const char *s, const struct when_zone *z, int32_t *instant)
{
	int32_t day, local;
	int hours, minutes, offset;

	if (!take_date(&s, &day) || !take_char(&s, "Tt ") ||
	    (hours = take(&s, 2)) < 0 || !take_char(&s, ":") ||
	    (minutes = take(&s, 2)) < 0 || hours > 24 || minutes > 59 ||
	    (hours == 24 && minutes > 0) || !take_seconds(&s))
		return false;
	local = day * WHEN_DAY_MINUTES + hours * 60 + minutes;
	if (*s == '\0') {
		*instant = when_instant(z, local);
		return true;
	}
	if (!take_offset(&s, &offset) || *s != '\0')
		return false;
	*instant = local - offset;
	return true;
}

/* ---- writing ----------------------------------------------------------- */

void
when_put_day(struct buf *b, int32_t day)
{
	struct when_date d = when_date(day);

	buf_digits(b, d.year, 4);
	buf_putc(b, '-');
	buf_digits(b, d.month, 2);
	buf_putc(b, '-');
	buf_digits(b, d.day, 2);
}

void
when_put_rfc3339(struct buf *b, const struct when_zone *z, int32_t instant)
{
	int32_t local = when_local(z, instant);
	int32_t day = floor_div(local, WHEN_DAY_MINUTES);
	int minute = local - day * WHEN_DAY_MINUTES;
	int offset = when_offset(z, instant);

	when_put_day(b, day);
	buf_printf(b, "T%02d:%02d:00%c%02d:%02d", minute / 60, minute % 60,
	    offset < 0 ? '-' : '+', abs(offset) / 60, abs(offset) % 60);
}

const char *
when_utc_text(struct arena *a, int32_t instant)
{
	struct when_zone utc = when_utc();
	struct buf text = buf_new(a, 32);

	when_put_rfc3339(&text, &utc, instant);
	return text.data;
}

void
when_put_utc_basic(struct buf *b, int32_t instant)
{
	int32_t day = floor_div(instant, WHEN_DAY_MINUTES);
	int minute = instant - day * WHEN_DAY_MINUTES;
	struct when_date d = when_date(day);

	buf_printf(b, "%04d%02d%02dT%02d%02d00Z", d.year, d.month, d.day,
	    minute / 60, minute % 60);
}
