/* text.c -- cleaning, mending and folding. */
#include "text.h"
#include "arena.h"
#include "buf.h"
#include "unit.h"

static void
folds_as_people_search(void **state)
{
	static const char *const cases[][2] = {
		{ "École", "ecole" },
		{ "Œuvre & cœur", "oeuvre coeur" },
		{ "  L'Été, à Château-Thierry ! ", "l ete a chateau thierry" },
		{ "Straße", "strasse" },
		{ "Łódź", "lodz" },
		{ "ﬁn m²", "fin m2" },
		{ "e\xcc\x81", "e" },
		{ "Ελλάδα", "ελλαδα" },
		{ "مرحبا", "مرحبا" },
		{ "!!!", "" },
		{ "\xff", "" },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(text_folded(a, cases[i][0]), cases[i][1]);
	arena_free(a);
}

UNIT(text, T(folds_as_people_search))
