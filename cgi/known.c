/* known.c -- what an editor can be offered while writing a rule. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "json.h"
#include "judge_case.h"
#include "known.h"
#include "programme.h"
#include "rule_shape.h"
#include "rule_source_put.h"
#include "rule_words.h"
#include "text.h"
#include "when.h"

#define NAME_MAX_ 1024 /* bytes of a field's name, with a code in it */

/* What stands for one field in one event; NULL where it has none. */
struct node {
	const struct json *json;
	size_t event;
};

struct nodes {
	struct node *list;
	size_t count;
};

struct value {
	const char *text;
	size_t event; /* that has it; once counted, how many have */
};

struct values {
	struct value *list;
	size_t count;
};

struct known {
	struct arena *arena;
	struct json *fields;
};

/* ---- values, and how many events have them ------------------------------ */

static int
by_text(const void *a, const void *b)
{
	const struct value *x = a, *y = b;
	int c = text_compare(x->text, y->text);

	return c != 0 ? c : (x->event > y->event) - (x->event < y->event);
}

static int
most_first(const void *a, const void *b)
{
	const struct value *x = a, *y = b;

	return x->event != y->event ? (x->event < y->event ? 1 : -1)
				    : text_compare(x->text, y->text);
}

/* Each value once, with the number of events that have it. */
static void
count_events(struct values *v)
{
	size_t kept = 0, last = 0;

	if (v->count > 0)
		qsort(v->list, v->count, sizeof(*v->list), by_text);
	for (size_t i = 0; i < v->count; i++) {
		struct value one = v->list[i];

		if (kept == 0 || strcmp(v->list[kept - 1].text, one.text) != 0)
			v->list[kept++] = (struct value){ one.text, 1 };
		else if (one.event != last)
			v->list[kept - 1].event++;
		last = one.event;
	}
	v->count = kept;
	if (kept > 0)
		qsort(v->list, kept, sizeof(*v->list), most_first);
	if (kept > KNOWN_VALUES_MAX)
		v->count = KNOWN_VALUES_MAX;
}

static void
add(struct values *v, const char *text, size_t len, size_t event)
{
	if (len > 0 && len <= KNOWN_VALUE_MAX)
		v->list[v->count++] = (struct value){ text, event };
}

/* The texts that nodes are, or that lists have. */
static struct values
texts_of(struct known *k, const struct nodes *n)
{
	struct values v = { NULL, 0 };
	size_t most = 0;

	for (size_t i = 0; i < n->count; i++)
		most +=
		    json_is_parent(n->list[i].json) ? n->list[i].json->len : 1;
	v.list = ARENA_ARRAY(k->arena, struct value, most);
	for (size_t i = 0; i < n->count; i++) {
		const struct node *one = &n->list[i];

		if (json_is(one->json, JSON_STRING))
			add(&v, one->json->string, one->json->len, one->event);
		JSON_EACH(item, one->json)
		if (json_is(item, JSON_STRING))
			add(&v, item->string, item->len, one->event);
	}
	count_events(&v);
	return v;
}

static void
put_pair(struct known *k, struct json *list, const char *text, size_t events)
{
	struct json *pair = json_put_array(k->arena, list, NULL);

	json_put_str(k->arena, pair, NULL, text);
	json_put_int(k->arena, pair, NULL, (int64_t)events);
}

static void
put_texts(struct known *k, struct json *field, const struct nodes *n)
{
	struct values v = texts_of(k, n);
	struct json *list = json_put_array(k->arena, field, "values");

	for (size_t i = 0; i < v.count; i++)
		put_pair(k, list, v.list[i].text, v.list[i].event);
}

/* ---- fields ------------------------------------------------------------ */

static void put_shape(struct known *, const char *prefix,
    const struct rule_shape *, const struct nodes *);

static bool
has_values(const char *name)
{
	static const char *const none[] = { "uid", "title", "summary", "text",
		"conditions", "registration[].value" };

	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		if (strcmp(none[i], name) == 0)
			return false;
	return true;
}

static const char *
kind_of(const struct rule_field *f)
{
	static const char *const kinds[] = {
		[RULE_TEXT] = "text",
		[RULE_INTEGER] = "number",
		[RULE_DEGREES] = "number",
		[RULE_TRUTH] = "boolean",
		[RULE_AGE_FROM] = "number",
		[RULE_AGE_TO] = "number",
		[RULE_AGE_STATED] = "boolean",
		[RULE_PART] = "table",
		[RULE_LIST] = "list",
		[RULE_MAP] = "map",
	};

	return kinds[f->kind];
}

static struct json *
put_field(struct known *k, const char *name, const char *kind)
{
	struct json *field = json_put_object(k->arena, k->fields, NULL);

	json_put_str(k->arena, field, "name", name);
	json_put_str(k->arena, field, "kind", kind);
	return field;
}

/* The member of that name of each. */
static struct nodes
members(struct known *k, const struct nodes *n, const char *name)
{
	struct nodes m = { ARENA_ARRAY(k->arena, struct node, n->count),
		n->count };

	for (size_t i = 0; i < n->count; i++)
		m.list[i] = (struct node){ json_get(n->list[i].json, name),
			n->list[i].event };
	return m;
}

static struct nodes
items(struct known *k, const struct nodes *n)
{
	struct nodes all = { NULL, 0 };
	size_t most = 0;

	for (size_t i = 0; i < n->count; i++)
		most +=
		    json_is_parent(n->list[i].json) ? n->list[i].json->len : 0;
	all.list = ARENA_ARRAY(k->arena, struct node, most);
	for (size_t i = 0; i < n->count; i++)
		JSON_EACH(item, n->list[i].json)
	all.list[all.count++] = (struct node){ item, n->list[i].event };
	return all;
}

/* The additional fields that there are, the most used first. */
static struct values
codes_of(struct known *k, const struct nodes *maps)
{
	struct nodes all = items(k, maps);
	struct values v = { ARENA_ARRAY(k->arena, struct value, all.count), 0 };

	for (size_t i = 0; i < all.count; i++)
		add(&v, all.list[i].json->key, all.list[i].json->key_len,
		    all.list[i].event);
	count_events(&v);
	return v;
}

static void
put_codes(struct known *k, const char *name, const struct rule_field *f,
    const struct nodes *maps)
{
	struct values codes = codes_of(k, maps);

	for (size_t i = 0; i < codes.count; i++) {
		struct nodes one = members(k, maps, codes.list[i].text);
		struct buf entry = buf_new(k->arena, NAME_MAX_);
		const struct json code = { .kind = JSON_STRING,
			.len = (uint32_t)strlen(codes.list[i].text),
			.string = codes.list[i].text };

		buf_printf(&entry, "%s[", name);
		rule_source_put_text(&entry, &code);
		buf_putc(&entry, ']');
		put_field(k, entry.data, "table");
		put_shape(k, arena_printf(k->arena, "%s.", entry.data),
		    f->shape, &one);
	}
}

static void
put_truths(struct known *k, struct json *field, const struct nodes *n)
{
	struct json *list = json_put_array(k->arena, field, "values"), *pair;
	size_t count[2] = { 0, 0 };

	for (size_t i = 0; i < n->count; i++)
		count[json_true(n->list[i].json)]++;
	for (int truth = 1; truth >= 0; truth--) {
		pair = json_put_array(k->arena, list, NULL);
		json_put_bool(k->arena, pair, NULL, truth);
		json_put_int(k->arena, pair, NULL, (int64_t)count[truth]);
	}
}

static void
put_shape(struct known *k, const char *prefix, const struct rule_shape *shape,
    const struct nodes *n)
{
	for (size_t i = 0; i < shape->count; i++) {
		const struct rule_field *f = &shape->fields[i];
		const char *name =
		    arena_printf(k->arena, "%s%s", prefix, f->name);
		struct json *field = put_field(k, name, kind_of(f));
		struct nodes m = members(k, n, f->name), all;

		if (f->kind == RULE_PART) {
			put_shape(k, arena_printf(k->arena, "%s.", name),
			    f->shape, &m);
		} else if (f->kind == RULE_MAP) {
			put_codes(k, name, f, &m);
		} else if (f->kind == RULE_LIST && f->shape != NULL) {
			all = items(k, &m);
			put_shape(k, arena_printf(k->arena, "%s[].", name),
			    f->shape, &all);
		} else if (f->kind == RULE_TRUTH) {
			put_truths(k, field, &m);
		} else if ((f->kind == RULE_TEXT || f->kind == RULE_LIST) &&
			   has_values(name)) {
			put_texts(k, field, &m);
		}
	}
}

/* ---- tests ------------------------------------------------------------- */

/* The values of a field that was put, NULL where it has none. */
static const struct json *
values_of(const struct known *k, const char *name)
{
	JSON_EACH(field, k->fields)
	if (strcmp(json_get_str(field, "name"), name) == 0)
		return json_get(field, "values");
	return NULL;
}

static size_t
events_with(const struct json *values, const char *text)
{
	JSON_EACH(pair, values)
	if (json_str(pair->first) != NULL &&
	    strcmp(pair->first->string, text) == 0)
		return (size_t)pair->last->integer;
	return 0;
}

/* All words that there are, in their order, used or not. */
static void
put_words(struct known *k, struct json *key, const struct rule_word *test)
{
	struct json *list = json_put_array(k->arena, key, "values");
	const struct json *values = values_of(k, test->field), *truth;
	size_t events;

	if (test == &rule_tests[RULE_TEST_REGISTRATION])
		values = values_of(k, "registration[].kind");
	for (const char *const *w = test->words; *w != NULL; w++) {
		truth = values_of(
		    k, arena_printf(k->arena, "%s.%s", test->field, *w));
		events = truth != NULL ? (size_t)truth->first->last->integer
				       : events_with(values, *w);
		put_pair(k, list, *w, events);
	}
}

/* The programme's days, and how many events each has. */
static void
put_days(struct known *k, struct json *key, const struct programme *p)
{
	struct json *list = json_put_array(k->arena, key, "values");
	const struct json *days = values_of(k, "days");

	for (size_t i = 0; i < p->day_count; i++) {
		struct buf day = buf_new(k->arena, 16);

		when_put_day(&day, p->days[i]);
		put_pair(k, list, day.data, events_with(days, day.data));
	}
}

static const char *
label_of(const struct nodes *fields)
{
	const char *label;

	for (size_t i = 0; i < fields->count; i++)
		if ((label = json_get_str(fields->list[i].json, "label")) !=
		    NULL)
			return label;
	return "";
}

static void
put_extra(struct known *k, struct json *key, const struct nodes *events)
{
	struct json *list = json_put_array(k->arena, key, "values"), *one;
	struct nodes maps = members(k, events, "extra"), fields, labels;
	struct values codes = codes_of(k, &maps);

	for (size_t i = 0; i < codes.count; i++) {
		fields = members(k, &maps, codes.list[i].text);
		labels = members(k, &fields, "labels");
		one = json_put_object(k->arena, list, NULL);
		json_put_str(k->arena, one, "code", codes.list[i].text);
		json_put_str(k->arena, one, "label", label_of(&fields));
		put_texts(k, one, &labels);
	}
}

static void
put_tests(struct known *k, struct json *into, const struct programme *p,
    const struct nodes *events)
{
	struct json *list = json_put_array(k->arena, into, "keys"), *key;

	for (size_t i = 0; i < RULE_TESTS; i++) {
		const struct rule_word *test = &rule_tests[i];

		key = json_put_object(k->arena, list, NULL);
		json_put_str(k->arena, key, "name", test->name);
		json_put_str(
		    k->arena, key, "kind", rule_values_names[test->values]);
		if (test->values == RULE_OF_WORDS)
			put_words(k, key, test);
		else if (test->values == RULE_OF_DAYS)
			put_days(k, key, p);
		else if (test->values == RULE_OF_CODES)
			put_extra(k, key, events);
		else if (test->field != NULL)
			json_put(
			    k->arena, key, "values", values_of(k, test->field));
	}
}

/* ---- all of it --------------------------------------------------------- */

static void
put_methods(struct known *k, struct json *into)
{
	struct json *list = json_put_array(k->arena, into, "methods"), *one;
	char *key;

	for (const struct rule_signature *m = rule_methods; m->name != NULL;
	     m++) {
		key = arena_printf(k->arena, "method-%s", m->name);
		for (char *c = key; *c != '\0'; c++)
			*c = *c == '_' ? '-' : *c;
		one = json_put_object(k->arena, list, NULL);
		json_put_str(k->arena, one, "name", m->name);
		json_put_str(k->arena, one, "signature", m->call);
		json_put_str(k->arena, one, "key", key);
	}
}

struct json *
known_json(struct arena *a, const struct programme *p,
    const struct judge_event *events, size_t count)
{
	struct nodes all = { ARENA_ARRAY(a, struct node, count), count };
	struct json *known = json_object(a), *lib;
	struct known k = { a, json_put_array(a, known, "fields") };

	for (size_t i = 0; i < count; i++)
		all.list[i] = (struct node){ events[i].data, i };
	put_shape(&k, "", &rule_shape_event, &all);
	put_methods(&k, known);
	put_tests(&k, known, p, &all);
	lib = json_put_array(a, known, "lib");
	for (const char *const *f = rule_functions; *f != NULL; f++)
		json_put_str(a, lib, NULL, *f);
	return known;
}
