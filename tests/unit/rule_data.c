/* rule_data.c -- an event as rules see it, and what is folded for them. */
#include "rule_data.h"
#include "arena.h"
#include "catalog.h"
#include "err.h"
#include "json.h"
#include "programme.h"
#include "unit.h"

static const char document[] =
    "{\"uid\":\"7\","
    "\"title\":{\"en\":\"Glass! Now\",\"fr\":\"Le verre\"},"
    "\"summary\":{\"fr\":\"Tout public. Étudiants\"},"
    "\"text\":{\"fr\":\"<p>Ouvert aux :</p><ul><li>lycéens</li></ul>\"},"
    "\"keywords\":{\"fr\":[\"Été\"],\"en\":[\"Summer\"]},"
    "\"extra\":{\"public\":{\"values\":[{\"id\":\"2\","
    "\"label\":{\"fr\":\"Élèves\",\"en\":\"Pupils\"}}]}}}";

static void
all_languages_are_folded(void **state)
{
	static const char *const languages[] = { "fr", "en", NULL };
	struct programme p = { .languages = languages, .language_count = 2 };
	struct catalog_event e = { .source = "s" };
	struct arena *a = arena_new();
	struct json *tree, *event;
	const struct json *keywords;
	struct err err = { 0 };

	(void)state;
	assert_true(
	    json_parse(a, document, sizeof(document) - 1, NULL, &tree, &err));
	e.document = tree;
	event = rule_data_event(a, &p, &e);
	assert_string_equal(json_get_str(event, "title"), "Le verre");
	assert_string_equal(
	    json_get_str(event, "folded_title"), "glass | now | le verre");
	assert_string_equal(json_get_str(event, "folded"),
	    "glass | now | le verre | tout public | etudiants | "
	    "ouvert aux lyceens | ete | summer | eleves | pupils");
	keywords = json_get(event, "folded_keywords");
	assert_string_equal(keywords->first->string, "ete");
	assert_string_equal(keywords->last->string, "summer");
	arena_free(a);
}

UNIT(rule_data, T(all_languages_are_folded))
