/* address.c -- streets told apart from their towns. */
#include "address.h"
#include "arena.h"
#include "err.h"
#include "json.h"
#include "unit.h"

static const struct {
	const char *address, *postcode, *town, *street;
} cases[] = {
	{ "65 chemin du Halage, 62190 Lillers", "62190", "Lillers",
	    "65 chemin du Halage" },
	{ "65 chemin du Halage 62190 LILLERS", "62190", "Lillers",
	    "65 chemin du Halage" },
	{ "1 quai (bis) - 02400 Chateau Thierry.", "02400", "Château-Thierry",
	    "1 quai (bis)" },
	{ "2 rue de l'Œuf, Œuilly", NULL, "Oeuilly", "2 rue de l'Œuf" },
	{ "2 rue Basse, Lille", "59000", "Lille", "2 rue Basse" },
	{ "2 rue Basse\n59000 Lille", "59000", "Lille", "2 rue Basse" },
	/* nothing but the town */
	{ "Calais", "62100", "Calais", NULL },
	{ "62100 Calais", "62100", "Calais", NULL },
	{ ", Calais", NULL, "Calais", NULL },
	/* a town in the name of a street stays */
	{ "3 rue de Lille", "59000", "Lille", "3 rue de Lille" },
	{ "3 rue de Lille", NULL, "Lille", "3 rue de Lille" },
	{ "3 rue de Lille, 59000 Lille", "59000", "Lille", "3 rue de Lille" },
	{ "3 rue de Lille, Douai", "59500", "Lille", "3 rue de Lille, Douai" },
	{ "3 rue du Grand-Lillers", "62190", "Lillers",
	    "3 rue du Grand-Lillers" },
	{ "Le Bas-Lens", "62300", "ns", "Le Bas-Lens" },
	{ "4 rue Haute, 59001 Lille", "59000", "Lille",
	    "4 rue Haute, 59001 Lille" },
	{ "4 rue Haute", "59000", NULL, "4 rue Haute" },
	{ "4 rue Haute", "59000", "?", "4 rue Haute" },
	{ NULL, "59000", "Lille", NULL },
};

static void
cuts_the_town_at_the_end(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct json *place = json_object(a);
		const char *street;

		if (cases[i].address != NULL)
			json_put_str(a, place, "address", cases[i].address);
		if (cases[i].postcode != NULL)
			json_put_str(a, place, "postcode", cases[i].postcode);
		if (cases[i].town != NULL)
			json_put_str(a, place, "town", cases[i].town);
		street = address_street(a, place);
		if (cases[i].street == NULL)
			assert_null(street);
		else
			assert_string_equal(street, cases[i].street);
	}
	assert_null(address_street(a, NULL));
	arena_free(a);
}

UNIT(address, T(cuts_the_town_at_the_end))
