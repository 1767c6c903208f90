/* find.c -- which events a query finds. */
#include <string.h>

#include "arena.h"
#include "bits.h"
#include "event.h"
#include "find.h"
#include "geo.h"
#include "query.h"
#include "snapshot.h"
#include "span.h"
#include "text.h"
#include "when.h"

/* ---- times ------------------------------------------------------------- */

/* The day on which a timing is shown at a moment (span.h). */
static int32_t
day_of(
    const struct snapshot *s, const struct snapshot_timing *t, int32_t moment)
{
	return when_local_day(&s->zone,
	    t->end - t->begin > SPAN_LONG && moment > t->begin ? moment
							       : t->begin);
}

static bool
is_now(const struct found *f, const struct snapshot_timing *t)
{
	return t->begin <= f->moment && f->moment < t->end;
}

static bool
is_next(const struct found *f, const struct snapshot_timing *t)
{
	return f->from < t->begin && t->begin <= f->to;
}

/* Is a timing of the row's day what "when" asks for? */
static bool
row_matches(const struct found *f, const struct snapshot_row *row)
{
	const struct snapshot *s = f->s;
	const struct snapshot_event *e = &s->events[row->event];
	enum query_when when = f->q->when;

	if (when == QUERY_ANY_TIME)
		return true;
	if (when == QUERY_TODAY || when == QUERY_TOMORROW)
		return row->day == f->first; /* and the last: set_days() */
	/* Most rows of a day are neither on nor about to begin. */
	if (row->begin > (when == QUERY_NOW ? f->moment : f->to) ||
	    row->end <= (when == QUERY_NOW ? f->moment : f->from))
		return false;
	for (size_t i = e->timing; i < e->timing + e->timings; i++) {
		const struct snapshot_timing *t = &s->timings[i];

		if ((when == QUERY_NOW ? is_now(f, t) : is_next(f, t)) &&
		    day_of(s, t, f->moment) == row->day)
			return event_takes_place(e->status);
	}
	return false;
}

/* When does the next of a set begin? */
static int32_t
next_begin(const struct found *f, const uint64_t *set)
{
	const struct snapshot *s = f->s;

	for (size_t i = snapshot_start_after(s, f->moment); i < s->start_count;
	     i++)
		if (bits_has(set, s->starts[i].event))
			return s->starts[i].begin;
	return INT32_MAX;
}

/* The next three hours; where nothing begins in them, three hours from the
 * next begin on. */
static void
set_window(struct found *f, const uint64_t *set)
{
	int32_t next = next_begin(f, set);

	f->from = f->moment;
	f->to = f->moment + FIND_NEXT;
	if (next > f->to && next < INT32_MAX)
		f->to = next + FIND_NEXT;
}

/* The days whose rows have to be looked at. */
static void
set_days(struct found *f)
{
	int32_t today = when_local_day(&f->s->zone, f->moment);

	f->first = today - (f->q->when == QUERY_NOW); /* past midnight */
	f->last = f->q->when == QUERY_NEXT ? when_local_day(&f->s->zone, f->to)
					   : today;
	if (f->q->when == QUERY_TOMORROW)
		f->first = f->last = today + 1;
}

/* Those of a day: they are a choice of the first facet. */
static void
add_day(const struct found *f, uint64_t *set)
{
	const struct snapshot *s = f->s;

	for (size_t d = 0; d < s->day_count; d++)
		if (s->days[d].day == f->first)
			bits_or(set, snapshot_set(s, s->facets[0].choice + d),
			    s->set_words);
}

/* Those that are on, or begin soon: what row_matches() says of their rows, as
 * they end with these (span_over()). */
static void
add_starts(const struct found *f, uint64_t *set)
{
	const struct snapshot_start *starts = f->s->starts;
	size_t now = snapshot_start_after(f->s, f->moment);

	if (f->q->when == QUERY_NOW)
		for (size_t i = 0; i < now; i++)
			if (starts[i].end > f->moment)
				bits_add(set, starts[i].event);
	if (f->q->when == QUERY_NEXT)
		for (size_t i = now;
		     i < f->s->start_count && starts[i].begin <= f->to; i++)
			bits_add(set, starts[i].event);
}

/* ---- sets -------------------------------------------------------------- */

static uint64_t *
new_set(struct arena *a, const struct found *f)
{
	return ARENA_ARRAY(a, uint64_t, f->s->set_words);
}

/* What was asked for of a facet; NULL where nothing was. */
static uint64_t *
facet_set(
    struct arena *a, const struct found *f, const struct snapshot_facet *facet)
{
	const struct snapshot *s = f->s;
	const struct query *q = f->q;
	size_t days = facet->kind == SNAPSHOT_DAY ? q->day_count : 0;
	uint64_t *set = days > 0 ? new_set(a, f) : NULL;

	for (size_t i = 0; i < q->choice_count; i++) {
		uint32_t choice = q->choices[i];

		if (choice < facet->choice ||
		    choice >= facet->choice + facet->choices)
			continue;
		if (set == NULL)
			set = new_set(a, f);
		bits_or(set, snapshot_set(s, choice), s->set_words);
	}
	for (size_t i = 0; i < days; i++)
		for (size_t k = 0; k < s->day_count; k++)
			if (s->days[k].day == q->days[i])
				bits_or(set, snapshot_set(s, facet->choice + k),
				    s->set_words);
	return set;
}

static void
find_words(struct arena *a, struct found *f, uint64_t *set)
{
	char *folded = text_folded(a, f->q->text);
	uint64_t *one = new_set(a, f);

	for (int i = 0; i < QUERY_TERMS_MAX && *folded != '\0'; i++) {
		size_t len = strcspn(folded, " ");

		snapshot_search(f->s, f->l, folded, len, one);
		bits_and(set, one, f->s->set_words);
		folded += len;
		folded += *folded == ' ';
	}
}

int32_t
find_distance(
    const struct snapshot *s, uint32_t event, const struct geo_point *from)
{
	const struct snapshot_event *e = &s->events[event];
	struct geo_point at = { e->lat, e->lon };

	return e->lat == SNAPSHOT_NOWHERE
		   ? -1
		   : geo_metres(*from, at, s->head->cosine);
}

bool
find_is_within(const struct snapshot *s, uint32_t event,
    const struct geo_point *from, int32_t metres)
{
	const struct snapshot_event *e = &s->events[event];
	struct geo_point at = { e->lat, e->lon };

	return e->lat != SNAPSHOT_NOWHERE &&
	       geo_within(*from, at, s->head->cosine, metres);
}

static void
find_near(const struct found *f, uint64_t *set)
{
	for (size_t i = 0; i < f->s->event_count; i++) {
		if (bits_has(set, i) && !find_is_within(f->s, (uint32_t)i,
					    &f->q->near, f->q->km * 1000))
			set[i / 64] &= ~((uint64_t)1 << (i % 64));
	}
}

/* ---- all of it --------------------------------------------------------- */

/* Everything but the facets, into a set that is full at first. */
static uint64_t *
find_others(struct arena *a, struct found *f)
{
	uint64_t *set = new_set(a, f);

	bits_fill(set, f->s->event_count);
	if (*f->q->text != '\0')
		find_words(a, f, set);
	if (f->q->is_near)
		find_near(f, set);
	return set;
}

static void
find_times(
    struct arena *a, struct found *f, uint64_t *others, uint64_t *const *asked)
{
	uint64_t *set = new_set(a, f);

	if (f->q->when == QUERY_ANY_TIME)
		return;
	if (f->q->when == QUERY_NEXT) {
		memcpy(set, others, f->s->set_words * sizeof(*set));
		for (size_t i = 0; i < f->s->facet_count; i++)
			if (asked[i] != NULL)
				bits_and(set, asked[i], f->s->set_words);
		set_window(f, set);
		memset(set, 0, f->s->set_words * sizeof(*set));
	}
	set_days(f);
	if (f->q->when == QUERY_NOW || f->q->when == QUERY_NEXT)
		add_starts(f, set);
	else
		add_day(f, set);
	bits_and(others, set, f->s->set_words);
}

/* What is in "others" and in what was asked of all facets but one. */
static struct found_set
set_of(struct arena *a, const struct found *f, const uint64_t *others,
    uint64_t *const *asked, size_t but)
{
	size_t words = f->s->set_words;
	struct found_set set = { .bits = new_set(a, f),
		.used = ARENA_ARRAY(a, uint32_t, words + 1) };

	memcpy(set.bits, others, words * sizeof(*set.bits));
	for (size_t i = 0; i < f->s->facet_count; i++)
		if (i != but && asked[i] != NULL)
			bits_and(set.bits, asked[i], words);
	set.used_count = bits_used(set.bits, words, set.used);
	return set;
}

void
find_events(struct arena *a, const struct snapshot *s,
    const struct snapshot_language *l, const struct query *q, int32_t moment,
    struct found *f)
{
	uint64_t *others, **asked;
	struct found_set all;

	*f = (struct found){ .s = s,
		.l = l,
		.q = q,
		.moment = moment,
		.first = INT32_MIN,
		.last = INT32_MAX };
	asked = ARENA_ARRAY(a, uint64_t *, s->facet_count);
	for (size_t i = 0; i < s->facet_count; i++)
		asked[i] = facet_set(a, f, &s->facets[i]);
	others = find_others(a, f);
	find_times(a, f, others, asked);
	all = set_of(a, f, others, asked, s->facet_count);
	f->set = all.bits;
	f->total = bits_count(f->set, s->set_words);
	f->without = ARENA_ARRAY(a, struct found_set, s->facet_count);
	for (size_t i = 0; i < s->facet_count; i++)
		f->without[i] =
		    asked[i] != NULL ? set_of(a, f, others, asked, i) : all;
}

size_t
find_count(const struct found *f, size_t facet, uint32_t choice)
{
	const struct found_set *set = &f->without[facet];

	return bits_count_and_at(
	    set->bits, snapshot_set(f->s, choice), set->used, set->used_count);
}

/* ---- rows -------------------------------------------------------------- */

/* What rows are taken: those on days that were asked for; else of each event
 * the current one, or the last of those that are over. */
enum pass { BY_DAY, CURRENT, OVER };

static bool
day_is_asked(const struct found *f, int32_t day)
{
	for (size_t i = 0; i < f->q->day_count; i++)
		if (f->q->days[i] == day)
			return true;
	return false;
}

static bool
is_by_day(const struct found *f)
{
	return f->q->day_count > 0 || f->q->when != QUERY_ANY_TIME;
}

static bool
takes_day(const struct found *f, const struct snapshot_day *day, enum pass pass)
{
	switch (pass) {
	case BY_DAY: /* what is now is there now, whatever its other days */
		return f->q->when != QUERY_ANY_TIME
			   ? day->day >= f->first && day->day <= f->last
			   : day_is_asked(f, day->day);
	case CURRENT:
		return day->end > f->moment;
	default:
		return true;
	}
}

static bool
takes_row(const struct found *f, const struct snapshot_row *row, enum pass pass)
{
	switch (pass) {
	case BY_DAY:
		return row_matches(f, row);
	case CURRENT:
		return row->end > f->moment && row->before <= f->moment;
	default:
		return row->last && row->end <= f->moment &&
		       row->before <= f->moment;
	}
}

/* Which of a day's rows is the first, from one on, whose event was found? */
static uint32_t
next_row(const struct found *f, const struct snapshot_day *day, uint32_t from)
{
	const uint32_t *events = f->l->row_events + day->row;

	while (from < day->rows && !bits_has(f->set, events[from]))
		from++;
	return from;
}

struct taking {
	size_t skip, most, count;
	const struct snapshot_row **rows;
};

static void
take_rows(const struct found *f, enum pass pass, struct taking *t)
{
	for (size_t d = 0; d < f->s->day_count && t->count < t->most; d++) {
		const struct snapshot_day *day = &f->s->days[d];
		const struct snapshot_row *row = f->l->rows + day->row;

		if (!takes_day(f, day, pass))
			continue;
		for (uint32_t i = next_row(f, day, 0);
		     i < day->rows && t->count < t->most;
		     i = next_row(f, day, i + 1)) {
			if (!takes_row(f, &row[i], pass))
				continue;
			if (t->skip > 0)
				t->skip--;
			else
				t->rows[t->count++] = &row[i];
		}
	}
}

size_t
find_rows(const struct found *f, size_t skip, size_t most,
    const struct snapshot_row **rows, size_t *current)
{
	struct taking t = { skip, most, 0, rows };

	if (is_by_day(f)) {
		take_rows(f, BY_DAY, &t);
		if (current != NULL)
			*current = t.count;
		return t.count;
	}
	take_rows(f, CURRENT, &t);
	if (current != NULL)
		*current = t.count;
	take_rows(f, OVER, &t);
	return t.count;
}

size_t
find_row_count(const struct found *f)
{
	size_t n = 0;

	if (!is_by_day(f))
		return f->total;
	if (f->q->when == QUERY_ANY_TIME) {
		const struct snapshot_facet *days = &f->s->facets[0];

		for (size_t d = 0; d < f->s->day_count; d++)
			if (day_is_asked(f, f->s->days[d].day))
				n += bits_count_and(f->set,
				    snapshot_set(f->s, days->choice + d),
				    f->s->set_words);
		return n;
	}
	for (size_t d = 0; d < f->s->day_count; d++) {
		const struct snapshot_day *day = &f->s->days[d];

		if (!takes_day(f, day, BY_DAY))
			continue;
		for (uint32_t i = next_row(f, day, 0); i < day->rows;
		     i = next_row(f, day, i + 1))
			n += takes_row(f, &f->l->rows[day->row + i], BY_DAY);
	}
	return n;
}
