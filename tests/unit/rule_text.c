/* rule_text.c -- how rules fold texts, and find back to them. */
#include "rule_text.h"
#include "arena.h"
#include "buf.h"
#include "json.h"
#include "unit.h"

static void
sentences_stay_apart(void **state)
{
	static const char *const cases[][2] = {
		{ "", "" },
		{ " ?! ", "" },
		{ "Deux. Trois ! Quatre ?", "deux | trois | quatre" },
		{ "Spectacle tout public. Étudiants au piano.",
		    "spectacle tout public | etudiants au piano" },
		{ "« Déjà ! » Suite (fin.) Encore",
		    "deja | suite fin | encore" },
		{ "classes ; étudiants;profs", "classes | etudiants | profs" },
		{ "Visites, ateliers… Et plus... Voilà",
		    "visites ateliers | et plus | voila" },
		{ "Tout public\nÉtudiants", "tout public | etudiants" },
		{ "Nous étions 12.\xc2\xa0Vous 2. Eux aussi",
		    "nous etions 12 | vous 2 | eux aussi" },
		{ "Fin de la 3e. Puis", "fin de la 3e | puis" },
		/* and these are none */
		{ "M. Dupont, Dr. Knock, St. Omer",
		    "m dupont dr knock st omer" },
		{ "J. S. Bach", "j s bach" },
		{ "Industrie 4.0, www.exemple.fr, C.V. joint",
		    "industrie 4 0 www exemple fr c v joint" },
		{ "Public : étudiants, lycéens", "public etudiants lyceens" },
		{ "Ouvert aux :\n- lycéens\n- étudiants",
		    "ouvert aux lyceens | etudiants" },
		{ "d’où?là!ici", "d ou la ici" },
		{ "a\xff. b", "a | b" },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf b = buf_new(a, 1000);

		buf_puts(&b, "| ");
		rule_text_fold(&b, cases[i][0], strlen(cases[i][0]));
		assert_string_equal(b.data + 2, cases[i][1]);
	}
	arena_free(a);
}

static void
own_words_are_found(void **state)
{
	static const struct {
		const char *text, *phrase, *own; /* NULL: none */
	} cases[] = {
		{ "Pour les Demandeurs d’emploi !", "demandeu* d emploi",
		    "Demandeurs d’emploi" },
		{ "Un. Des Chimistes. Les chimistes", "chimi*", "Chimistes" },
		{ "l'alchimie", "chimi*", NULL },
		{ "Tout public. Étudiants", "public etudiants", NULL },
		{ "Tout public. Étudiants", "public | etudiants", NULL },
		{ "Tout public : étudiants", "public etudiants",
		    "public : étudiants" },
		{ "", "x", NULL },
	};
	struct arena *a = arena_new();
	struct buf b = buf_new(a, 1000);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *at = NULL, *text = cases[i].text;
		size_t len = rule_text_find(
		    &b, text, strlen(text), cases[i].phrase, &at);

		assert_int_equal(len > 0, cases[i].own != NULL);
		if (len > 0)
			assert_string_equal(
			    arena_strndup(a, at, len), cases[i].own);
	}
	arena_free(a);
}

static void
what_the_parent_makes_is_filled_in(void **state)
{
	struct arena *a = arena_new();
	struct json *event = json_object(a), *list, *field;
	const struct json *keywords;

	(void)state;
	json_put_str(a, event, "title", "Robots ! Venez");
	json_put_str(a, event, "text", "Deux. Trois");
	list = json_put_array(a, event, "keywords");
	json_put_str(a, list, NULL, "Été");
	field =
	    json_put_object(a, json_put_object(a, event, "extra"), "public");
	list = json_put_array(a, field, "labels");
	json_put_str(a, list, NULL, "Élèves");
	rule_text_fill(a, event);
	assert_string_equal(
	    json_get_str(event, "folded_title"), "robots | venez");
	assert_string_equal(json_get_str(event, "folded"),
	    "robots | venez | deux | trois | ete | eleves");
	keywords = json_get(event, "folded_keywords");
	assert_int_equal(keywords->len, 1);
	assert_string_equal(keywords->first->string, "ete");
	event = json_object(a);
	rule_text_fill(a, event);
	assert_string_equal(json_get_str(event, "folded"), "");
	arena_free(a);
}

UNIT(rule_text, T(sentences_stay_apart), T(own_words_are_found),
    T(what_the_parent_makes_is_filled_in))
