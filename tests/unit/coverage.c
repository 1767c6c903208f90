/* coverage.c -- what rules leave open, over a snapshot made by hand. */
#include "coverage.h"
#include "arena.h"
#include "bits.h"
#include "buf.h"
#include "json.h"
#include "pack.h"
#include "snapshot.h"
#include "unit.h"

#define EVENTS 300

/* ---- a snapshot -------------------------------------------------------- */

static bool
all(size_t i)
{
	(void)i;
	return true;
}

static bool
none(size_t i)
{
	(void)i;
	return false;
}

static bool
even(size_t i)
{
	return i % 2 == 0;
}

static bool
odd(size_t i)
{
	return i % 2 == 1;
}

static bool
seventh(size_t i)
{
	return i == 7;
}

static const struct {
	const char *id;
	enum snapshot_facet_kind kind;
	struct {
		const char *id;
		bool (*has)(size_t event);
	} choices[5];
	bool asks; /* the last choice is the one of who does not say */
} facets[] = {
	{ "day", SNAPSHOT_DAY,
	    { { "2025-11-17", all }, { "2025-11-18", none } }, false },
	{ "audience", SNAPSHOT_GROUP,
	    { { "pairs", even }, { "nobody", none }, { "twins", even },
		{ "not-stated", odd } },
	    true },
	{ "kind", SNAPSHOT_GROUP, { { "events", all }, { "not-stated", none } },
	    true },
	{ "more", SNAPSHOT_GROUP,
	    { { "lucky", seventh }, { "void", none }, { "seven", seventh } },
	    false },
	{ "town", SNAPSHOT_TOWN, { { "lille", seventh } }, false },
};

static struct snapshot_choice choices[32];
static struct snapshot_facet of[COUNT(facets)];
static struct snapshot_event events[EVENTS];
static uint64_t pages[EVENTS], bits[32 * ((EVENTS + 63) / 64)];
static uint32_t labels[COUNT(facets)];

static uint32_t
string(struct pack *p, const char *text)
{
	return (uint32_t)pack_string(p, text, strlen(text));
}

static void
put_facet(struct arena *a, struct snapshot *s, struct pack *p, size_t f)
{
	struct snapshot_facet *to = &of[f];

	*to = (struct snapshot_facet){ .id = string(p, facets[f].id),
		.choice = (uint32_t)s->choice_count,
		.kind = facets[f].kind,
		.unstated = SNAPSHOT_NONE };
	labels[f] = string(p, arena_printf(a, "%s?", facets[f].id));
	for (size_t i = 0; facets[f].choices[i].id != NULL; i++) {
		uint32_t own = (uint32_t)s->choice_count++;

		choices[own] = (struct snapshot_choice){
			.id = string(p, facets[f].choices[i].id), .own = own
		};
		for (size_t e = 0; e < EVENTS; e++)
			if (facets[f].choices[i].has(e))
				bits_add(&bits[own * s->set_words], e);
		to->choices++;
		if (facets[f].asks)
			to->unstated = own;
	}
}

/* In the arena, and in the tables above: one at a time. */
static void
make(struct arena *a, struct snapshot *s)
{
	struct pack *p = pack_new(a, 1 << 20);

	*s = (struct snapshot){ .events = events,
		.event_count = EVENTS,
		.facets = of,
		.facet_count = COUNT(facets),
		.choices = choices,
		.bits = bits,
		.set_words = (EVENTS + 63) / 64,
		.languages = { { .code = "fr",
		    .pages = pages,
		    .facet_labels = labels } },
		.language_count = 1 };
	memset(bits, 0, sizeof(bits));
	for (size_t f = 0; f < COUNT(facets); f++)
		put_facet(a, s, p, f);
	for (size_t e = 0; e < EVENTS; e++) {
		struct json *page = json_object(a);

		events[e].name = string(p, arena_printf(a, "e%zu", e));
		json_put_str(a, page, "slug", arena_printf(a, "slug-%zu", e));
		json_put_str(a, page, "title", arena_printf(a, "Title %zu", e));
		pages[e] = pack_tree(p, page);
	}
	s->packed = (struct packed){ pack_strings(p)->data, pack_trees(p)->data,
		pack_strings(p)->len, pack_trees(p)->len };
}

static void
put_state(struct arena *a, struct json *states, const char *rule,
    int64_t matched, const char *standing)
{
	struct json *state = json_put_object(a, states, NULL);

	json_put_str(a, state, "rule", rule);
	json_put_int(a, state, "matched", matched);
	json_put_int(a, state, "of", EVENTS + 5); /* five are hidden */
	json_put_str(a, state, "standing", standing);
}

/* Choices are asked of what is shown, whatever their states say. */
static struct json *
states_of(struct arena *a)
{
	struct json *states = json_array(a);

	put_state(a, states, "events", EVENTS, "new");
	put_state(a, states, "pairs", 0, "new");
	put_state(a, states, "nobody", 3, "new");
	put_state(a, states, "hide-none", 0, "old-answers");
	put_state(a, states, "hide-some", 5, "new");
	put_state(a, states, "feature-all", EVENTS + 5, "new");
	put_state(a, states, "gone", 0, "absent");
	return states;
}

static const char *
written(struct arena *a, const struct json *tree)
{
	struct buf b = buf_new(a, 1 << 20);

	json_write(&b, tree);
	return b.data;
}

/* ---- tests ------------------------------------------------------------- */

static void
what_is_left_open(void **state)
{
	struct arena *a = arena_new();
	const struct json *coverage, *group;
	struct snapshot s;
	size_t event = 1;

	(void)state;
	make(a, &s);
	coverage = coverage_of(a, &s, states_of(a), NULL);
	group = json_get(coverage, "groups")->first;
	assert_string_equal(json_get_str(group, "group"), "audience");
	assert_string_equal(json_get_str(group, "label"), "audience?");
	assert_int_equal(json_get_int(group, "total", 0), EVENTS / 2);
	assert_int_equal(
	    json_get(group, "unmatched")->len, COVERAGE_EVENTS_MAX);
	JSON_EACH(one, json_get(group, "unmatched"))
	{
		assert_string_equal(written(a, one),
		    arena_printf(a,
			"{\"name\":\"e%zu\",\"slug\":\"slug-%zu\","
			"\"title\":\"Title %zu\"}",
			event, event, event));
		event += 2;
	}
	assert_string_equal(written(a, group->next),
	    "{\"group\":\"kind\",\"label\":\"kind?\",\"unmatched\":[],"
	    "\"total\":0}");
	assert_null(group->next->next);
	assert_string_equal(written(a, json_get(coverage, "never")),
	    "[\"nobody\",\"void\",\"hide-none\"]");
	assert_string_equal(written(a, json_get(coverage, "always")),
	    "[\"events\",\"feature-all\"]");
	assert_string_equal(written(a, json_get(coverage, "same")),
	    "[[\"pairs\",\"twins\"],[\"lucky\",\"seven\"]]");
	assert_int_equal(json_get_int(coverage, "same_total", 0), 2);
	arena_free(a);
}

/* Of no event nothing can be said. */
static void
without_events_all_is_well(void **state)
{
	struct arena *a = arena_new();
	struct snapshot s;

	(void)state;
	make(a, &s);
	s.event_count = s.set_words = 0;
	assert_string_equal(written(a, coverage_of(a, &s, json_array(a), "de")),
	    "{\"groups\":[{\"group\":\"audience\",\"label\":\"audience?\","
	    "\"unmatched\":[],\"total\":0},{\"group\":\"kind\",\"label\":"
	    "\"kind?\",\"unmatched\":[],\"total\":0}],\"never\":[],"
	    "\"always\":[],\"same\":[],\"same_total\":0}");
	arena_free(a);
}

/* Twenty that match the same are 190 pairs. */
static void
pairs_stop_at_the_ceiling(void **state)
{
	struct arena *a = arena_new();
	const struct json *coverage;
	struct snapshot s;

	(void)state;
	make(a, &s);
	of[3].choices = 20; /* the last but one, over what follows it */
	s.choice_count = of[3].choice + 20;
	for (size_t i = 0; i < 20; i++)
		choices[of[3].choice + i] = choices[of[3].choice];
	coverage = coverage_of(a, &s, json_array(a), "fr");
	assert_int_equal(json_get(coverage, "same")->len, COVERAGE_PAIRS_MAX);
	assert_int_equal(json_get_int(coverage, "same_total", 0), 1 + 190);
	arena_free(a);
}

UNIT(coverage, T(what_is_left_open), T(without_events_all_is_well),
    T(pairs_stop_at_the_ceiling))
