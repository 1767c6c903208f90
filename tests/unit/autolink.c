/* autolink.c -- bare addresses in running text. */
#include "autolink.h"
#include "arena.h"
#include "unit.h"

/* The text, what stands out in it, its link. */
static const struct {
	const char *text, *found, *href;
} of_finds_bare_addresses[] = {
	{ "Voir https://example.org/a.", "https://example.org/a",
	    "https://example.org/a" },
	{ "(www.example.org)", "www.example.org", "http://www.example.org" },
	{ "https://example.org/a_(b)", "https://example.org/a_(b)",
	    "https://example.org/a_(b)" },
	{ "(voir https://example.org/a_(b))", "https://example.org/a_(b)",
	    "https://example.org/a_(b)" },
	{ "« https://example.org »", "https://example.org",
	    "https://example.org" },
	{ "https://example.org/é !", "https://example.org/é",
	    "https://example.org/%C3%A9" },
	{ "Écrire à visites@example.org, merci", "visites@example.org",
	    "mailto:visites@example.org" },
	{ "<a@example.org>", "a@example.org", "mailto:a@example.org" },
	{ "mailto:a@example.org", "a@example.org", "mailto:a@example.org" },
	{ "@nom puis a@example.org", "a@example.org", "mailto:a@example.org" },
	{ "https:// puis https://example.org?", "https://example.org",
	    "https://example.org" },
	{ "https://example.org\xe2\x80\x8b/x", "https://example.org",
	    "https://example.org" },
	{ "rien à voir", NULL, NULL },
	{ "www.example", NULL, NULL },
	{ "awww.example.org", NULL, NULL },
	{ "https://user@example.org/a", NULL, NULL },
	{ "@@@@ a@ @b a@b", NULL, NULL },
	{ "javascript:alert(1)", NULL, NULL },
};

static void
finds_bare_addresses(void **state)
{
	struct arena *a = arena_new();
	struct autolink f;

	(void)state;
	for (size_t i = 0; i < sizeof(of_finds_bare_addresses) /
				   sizeof(of_finds_bare_addresses[0]);
	     i++) {
		const char *text = of_finds_bare_addresses[i].text;
		bool found = autolink_find(a, text, strlen(text), &f);

		if (found != (of_finds_bare_addresses[i].found != NULL))
			fail_msg("%s: %s", text, found ? f.href : "not found");
		if (!found)
			continue;
		assert_string_equal(arena_strndup(a, text + f.at, f.len),
		    of_finds_bare_addresses[i].found);
		assert_string_equal(f.href, of_finds_bare_addresses[i].href);
	}
	arena_free(a);
}

UNIT(autolink, T(finds_bare_addresses))
