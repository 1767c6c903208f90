/* text.c -- cleaning, cutting and folding. */
#include "text.h"
#include "arena.h"
#include "buf.h"
#include "unit.h"

#define CODE_POINTS 0x110000

static bool
is_surrogate(uint32_t c)
{
	return c >= 0xd800 && c <= 0xdfff;
}

/* ---- UTF-8 ------------------------------------------------------------- */

/* Counting the well-formed sequences finds one too many as well as one too
 * few: RFC 3629 leaves 128, 1,920, 61,440 and 1,048,576 of each length. */
static void
knows_well_formed_sequences(void **state)
{
	static const unsigned char edges[] = { 0, 0x7f, 0x80, 0xbf, 0xc0,
		0xff };
	size_t of_two = 0, of_three = 0, of_four = 0;
	char s[4];

	(void)state;
	for (uint32_t i = 0; i < 1 << 16; i++) {
		s[0] = (char)(i >> 8);
		s[1] = (char)i;
		of_two += text_sequence(s, 2) == 2;
		for (uint32_t k = 0; k < 256; k++) {
			s[2] = (char)k;
			of_three += text_sequence(s, 3) == 3;
		}
		for (uint32_t k = 0; k < 36; k++) {
			s[2] = (char)edges[k / 6];
			s[3] = (char)edges[k % 6];
			of_four += text_sequence(s, 4) == 4;
		}
	}
	assert_int_equal(of_two, 1920);
	assert_int_equal(of_three, 61440);
	assert_int_equal(of_four, 1048576 / 64 / 64 * 4);
}

static void
writes_and_reads_every_code_point(void **state)
{
	struct arena *a = arena_new();
	struct buf b = buf_new(a, 8);
	size_t size, sizes[5] = { 0 };

	(void)state;
	for (uint32_t c = 0; c < CODE_POINTS; c++) {
		uint32_t want = is_surrogate(c) ? 0xfffd : c;

		buf_clear(&b);
		text_put_code_point(&b, c);
		assert_int_equal(text_sequence(b.data, b.len), b.len);
		assert_int_equal(text_code_point(b.data, &size), want);
		assert_int_equal(size, b.len);
		for (size_t cut = 0; cut < b.len; cut++)
			assert_int_equal(text_sequence(b.data, cut), 0);
		sizes[size] += !is_surrogate(c);
	}
	assert_int_equal(sizes[1], 128);
	assert_int_equal(sizes[2], 1920);
	assert_int_equal(sizes[3], 61440);
	assert_int_equal(sizes[4], 1048576);
	buf_clear(&b);
	text_put_code_point(&b, CODE_POINTS);
	text_put_code_point(&b, UINT32_MAX);
	assert_string_equal(b.data, "\xef\xbf\xbd\xef\xbf\xbd");
	arena_free(a);
}

static void
tells_utf8(void **state)
{
	static const struct {
		const char *text;
		bool is;
	} cases[] = {
		{ "", true },
		{ "h\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80", true },
		{ "\xf4\x8f\xbf\xbf", true }, /* U+10FFFF */
		{ "\xf4\x90\x80\x80", false },
		{ "\xed\x9f\xbf\xee\x80\x80", true },
		{ "\xed\xa0\x80", false }, /* a surrogate */
		{ "\xc0\x80", false },     /* overlong */
		{ "\xe0\x9f\xbf", false },
		{ "\xf0\x8f\xbf\xbf", false },
		{ "\x80", false },
		{ "ab\xc3", false },
		{ "\xe2\x82", false },
		{ "\xff", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(
		    text_is_utf8(cases[i].text, strlen(cases[i].text)),
		    cases[i].is);
	assert_true(text_is_utf8("a\0b", 3));
}

static void
cuts_between_characters(void **state)
{
	static const char text[] = "a\xc3\xa9"
				   "b\xe2\x82\xac"
				   "c\xf0\x9f\x98\x80"
				   "d";
	/* For each ceiling from 0 on. */
	static const size_t want[] = { 0, 1, 1, 3, 4, 4, 4, 7, 8, 8, 8, 8, 12,
		13, 13, 13 };

	(void)state;
	for (size_t max = 0; max < COUNT(want); max++)
		assert_int_equal(text_cut(text, strlen(text), max), want[max]);
	assert_int_equal(text_cut("\x80\x80\x80", 3, 2), 0);
	assert_int_equal(text_cut("", 0, 0), 0);
}

/* ---- cleaning ---------------------------------------------------------- */

#define NBSP  "\xc2\xa0"
#define NNBSP "\xe2\x80\xaf"
#define ZWSP  "\xe2\x80\x8b"
#define LS    "\xe2\x80\xa8"
#define PS    "\xe2\x80\xa9"
#define FFFD  "\xef\xbf\xbd"

static const struct {
	const char *text, *line, *lines;
	int mends;
} dirty[] = {
	{ "", "", "", 0 },
	{ " \t\r\n ", "", "", 0 },
	{ "  one \t two\r\n", "one two", "one two", 0 },
	{ "a\r\nb\rc\nd", "a b c d", "a\nb c\nd", 0 },
	{ "a\n\nb", "a b", "a\n\nb", 0 },
	{ "a\r\n \t\r\n\n\n b", "a b", "a\n\nb", 0 },
	{ "\n\na\n\n\n", "a", "a", 0 },
	{ "a" LS "b" PS PS "c\x0b"
	  "d\xc2\x85"
	  "e",
	    "a b c d e", "a\nb\n\nc\nd\ne", 0 },
	/* French sets no-break spaces before ! and ? */
	{ "Venez" NBSP "!", "Venez" NBSP "!", "Venez" NBSP "!", 0 },
	{ "Quoi" NNBSP "?", "Quoi" NNBSP "?", "Quoi" NNBSP "?", 0 },
	{ "a" NBSP NBSP "b " NBSP "c" NBSP " d", "a b c d", "a b c d", 0 },
	{ "a" NBSP "\nb", "a b", "a\nb", 0 },
	{ "a\n" NBSP "b", "a b", "a\nb", 0 },
	{ NBSP "a" NBSP, "a", "a", 0 },
	{ NNBSP, "", "", 0 },
	{ "a\xe3\x80\x80"
	  "b\xe2\x80\x89"
	  "c",
	    "a b c", "a b c", 0 },
	/* What is not seen goes, and leaves no gap. */
	{ "so" ZWSP "ft\xc2\xad"
	  "ly",
	    "softly", "softly", 1 },
	{ "a\n" ZWSP "\nb", "a b", "a\n\nb", 1 },
	{ " " ZWSP " a", "a", "a", 1 },
	{ "\x01\x02x\x1f\x7f\xc2\x80", "x", "x", 1 },
	{ "\xef\xbb\xbfx", "x", "x", 1 },
	{ "evil\xe2\x80\xae"
	  "txt.exe",
	    "eviltxt.exe", "eviltxt.exe", 1 },
	{ "\xd8\x9c"
	  "a\xe2\x81\xa6"
	  "b\xe2\x81\xa9",
	    "ab", "ab", 1 },
	{ "a\xf3\xa0\x81\xa1"
	  "b",
	    "ab", "ab", 1 }, /* a tag */
	{ "\xef\xbf\xbe\xef\xb7\x90\xf4\x8f\xbf\xbfz", "z", "z", 1 },
	{ "\xe2\x9d\xa4\xef\xb8\x8f", "\xe2\x9d\xa4\xef\xb8\x8f",
	    "\xe2\x9d\xa4\xef\xb8\x8f", 0 },
	/* Each ill-formed byte is told. */
	{ "\xff", FFFD, FFFD, 1 },
	{ "caf\xe9 noir", "caf" FFFD " noir", "caf" FFFD " noir", 1 },
	{ "\xed\xa0\x80", FFFD FFFD FFFD, FFFD FFFD FFFD, 1 },
	{ "\xe2\x82", FFFD FFFD, FFFD FFFD, 1 },
};

static void
cleans(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(dirty); i++) {
		size_t len = strlen(dirty[i].text);
		int mends = 0;

		assert_string_equal(
		    text_clean(a, dirty[i].text, len, TEXT_LINE, 1000, &mends),
		    dirty[i].line);
		assert_int_equal(mends, dirty[i].mends);
		assert_string_equal(
		    text_clean(a, dirty[i].text, len, TEXT_LINES, 1000, &mends),
		    dirty[i].lines);
		assert_int_equal(mends, 2 * dirty[i].mends);
	}
	assert_string_equal(text_clean(a, "a\0b", 3, TEXT_LINE, 9, NULL), "ab");
	arena_free(a);
}

/* Each code point between two letters: stays, goes, or is white space. */
static void
decides_on_every_code_point(void **state)
{
	struct arena *a = arena_new();
	struct buf b = buf_new(a, 16);
	uint32_t gone = 0, spaces = 0, feeds = 0, kept = 0;

	(void)state;
	for (uint32_t c = 0; c < CODE_POINTS; c++, arena_reset(a)) {
		int mends = 0;
		char *clean;

		if (is_surrogate(c))
			continue;
		b = buf_new(a, 16);
		buf_putc(&b, 'a');
		text_put_code_point(&b, c);
		buf_putc(&b, 'b');
		clean = text_clean(a, b.data, b.len, TEXT_LINES, 16, &mends);
		gone += strcmp(clean, "ab") == 0;
		assert_int_equal(mends, strcmp(clean, "ab") == 0);
		spaces += strcmp(clean, "a b") == 0;
		feeds += strcmp(clean, "a\nb") == 0;
		kept +=
		    c != '\n' && c != ' ' && memcmp(clean, b.data, b.len) == 0;
	}
	/* Unicode has 25 White_Space characters, three of them no-break. */
	assert_int_equal(feeds, 6); /* LF VT FF NEL LS PS */
	assert_int_equal(spaces, 25 - 6 - 3);
	/* C0 but 5, DEL, C1 but NEL; 6 of U+200B and 5 of U+202A; 16 of
	 * U+2060; AD 61C 180E FEFF; 3 of U+FFF9; 128 tags; 66 noncharacters */
	assert_int_equal(gone, 27 + 1 + 31 + 5 + 5 + 16 + 4 + 3 + 128 + 66);
	assert_int_equal(kept, CODE_POINTS - 2048 - gone - spaces - feeds);
	arena_free(a);
}

static char *
random_text(struct arena *a, uint64_t *seed)
{
	static const char *const pieces[] = { "a", "bc", " ", " ", "\n", "\r",
		"\t", NBSP, NNBSP, ZWSP, LS, "\xc3\xa9", "\xe2\x82\xac",
		"\xf0\x9f\x98\x80", "\xff", "\xe2\x82", "\x01", "\xcc\x81" };
	struct buf b = buf_new(a, 1000);

	for (uint32_t n = unit_random(seed, 40); n > 0; n--)
		buf_puts(&b, pieces[unit_random(seed, COUNT(pieces))]);
	return b.data;
}

static void
assert_fit_to_keep(const char *s, enum text_shape shape)
{
	size_t len = strlen(s);

	assert_true(text_is_utf8(s, len));
	assert_null(strpbrk(s, "\t\r\x01\x0b\x0c"));
	assert_null(strstr(s, ZWSP));
	assert_null(strstr(s, "  "));
	assert_null(strstr(s, " \n"));
	assert_null(strstr(s, "\n "));
	assert_null(strstr(s, "\n\n\n"));
	assert_true(shape == TEXT_LINES || strchr(s, '\n') == NULL);
	if (len > 0) {
		assert_null(strchr(" \n", s[0]));
		assert_null(strchr(" \n", s[len - 1]));
	}
}

static void
cleans_whatever_comes(void **state)
{
	struct arena *a = arena_new();
	uint64_t seed = 1;

	(void)state;
	for (int i = 0; i < 20000; i++, arena_reset(a)) {
		enum text_shape shape = i % 2 ? TEXT_LINE : TEXT_LINES;
		size_t max = unit_random(&seed, 60);
		char *s = random_text(a, &seed), *clean, *cut;
		int mends = 0;

		clean = text_clean(a, s, strlen(s), shape, 1000, NULL);
		assert_fit_to_keep(clean, shape);
		cut = text_clean(a, clean, strlen(clean), shape, 1000, &mends);
		assert_string_equal(cut, clean); /* clean stays clean */
		assert_int_equal(mends, 0);
		cut = text_clean(a, s, strlen(s), shape, max, NULL);
		assert_true(text_is_utf8(cut, strlen(cut)));
		assert_in_range(strlen(cut), 0, max);
		if (strlen(clean) <= max)
			assert_string_equal(cut, clean);
		else if (max >= 3)
			assert_string_equal(
			    cut + strlen(cut) - 3, "\xe2\x80\xa6");
	}
	arena_free(a);
}

static void
cuts_to_any_ceiling(void **state)
{
	static const char *const want[] = { "", "", "", "…", "a…", "a…", "aé…",
		"aéb…", "aébcd" };
	struct arena *a = arena_new();

	(void)state;
	for (size_t max = 0; max < COUNT(want); max++) {
		int mends = 0;
		const char *s = max < 8 ? "aébcdefgh" : "aébcd";

		assert_string_equal(
		    text_clean(a, s, strlen(s), TEXT_LINE, max, &mends),
		    want[max]);
		assert_int_equal(mends, max < 8);
	}
	arena_free(a);
}

/* ---- folding ----------------------------------------------------------- */

static void
folds_as_people_search(void **state)
{
	static const char *const cases[][2] = {
		{ "École", "ecole" },
		{ "Œuvre & cœur", "oeuvre coeur" },
		{ "  L'Été, à Château-Thierry ! ", "l ete a chateau thierry" },
		{ "Straße", "strasse" },
		{ "STRASSE", "strasse" },
		{ "Łódź", "lodz" },
		{ "Þór Æsir Øresund Đorđe Ŋ", "thor aesir oresund dorde ng" },
		{ "ﬁn m²", "fin m2" },
		{ "e\xcc\x81", "e" },
		{ "İstanbul ısı", "istanbul isi" },
		{ "Ελλάδα", "ελλαδα" },
		{ "ΟΔΟΣ οδος", "οδοσ οδοσ" },
		{ "Ёлка Йод", "елка иод" },
		{ "مرحبا", "مرحبا" },
		{ "한국", "한국" },
		{ "paraŀlel PARAĿLEL", "parallel parallel" },
		{ "ＡＢＣ １２３", "abc 123" },
		{ "soft\xc2\xadly", "softly" },
		{ "a" NBSP "b", "a b" },
		{ "a\xff"
		  "b",
		    "a b" },
		{ "\xcc\x81 a \xcc\x81", "a" },
		{ "😀a😀😀b😀", "a b" },
		{ "!!!", "" },
		{ "\xff", "" },
		{ "", "" },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(text_folded(a, cases[i][0]), cases[i][1]);
	arena_free(a);
}

/* Of every code point: its fold is its own fold, has no ASCII but lower-case
 * letters, digits and single inner spaces, and fits text_folded()'s ceiling. */
static void
folds_every_code_point_once(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (uint32_t c = 1; c < CODE_POINTS; c++, arena_reset(a)) {
		struct buf one = buf_new(a, 8), free_fold = buf_new(a, 1000);
		char *folded;

		text_put_code_point(&one, c);
		text_fold(&free_fold, one.data, one.len);
		folded = text_folded(a, one.data);
		assert_string_equal(folded, free_fold.data);
		assert_string_equal(text_folded(a, folded), folded);
		assert_true(text_is_utf8(folded, strlen(folded)));
		assert_int_not_equal(folded[0], ' ');
		for (const char *p = folded; *p != '\0'; p++)
			assert_true((*p & 0x80) != 0 ||
				    (*p >= 'a' && *p <= 'z') ||
				    (*p >= '0' && *p <= '9') ||
				    (*p == ' ' && p[1] != ' ' && p[1] != 0));
	}
	arena_free(a);
}

static void
folds_pieces_as_the_whole(void **state)
{
	struct arena *a = arena_new();
	uint64_t seed = 2;

	(void)state;
	for (int i = 0; i < 20000; i++, arena_reset(a)) {
		char *s = random_text(a, &seed), *folded = text_folded(a, s);
		struct buf b = buf_new(a, 10000);

		assert_null(strstr(folded, "  "));
		assert_string_equal(text_folded(a, folded), folded);
		/* What stands in the buf before is left alone. */
		buf_puts(&b, "x");
		text_fold(&b, s, strlen(s));
		assert_string_equal(b.data + 1, folded);
	}
	arena_free(a);
}

static void
finds_whole_words(void **state)
{
	static const struct {
		const char *text, *phrase;
		bool found;
	} cases[] = {
		{ "france travail", "france travail", true },
		{ "avec france travail ici", "france travail", true },
		{ "france travailler", "france travail", false },
		{ "la souffrance travail", "france travail", false },
		{ "a aa aaa", "aa", true },
		{ "aaa aab baa", "aa", false },
		{ "ab abc ab", "ab", true },
		{ "abab ab", "ab", true },
		{ "a b a c", "a c", true },
		{ "x", "", false },
		{ "", "x", false },
		{ "", "", false },
		{ "é", "é", true },
		{ "aé", "é", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(
		    text_has_phrase(cases[i].text, cases[i].phrase),
		    cases[i].found);
}

static void
makes_slugs(void **state)
{
	static const struct {
		const char *title;
		size_t max;
		const char *slug;
	} cases[] = {
		{ "Visite de l'usine à Château-Thierry !", 60,
		    "visite-de-l-usine-a-chateau-thierry" },
		{ "Œuvres", 60, "oeuvres" },
		{ "...", 60, "-" },
		{ "", 60, "-" },
		{ "مرحبا", 60, "-" },
		{ "مرحبا 2025 مرحبا", 60, "2025" },
		{ "a مرحبا b", 60, "a-b" },
		{ "abc def", 60, "abc-def" },
		{ "abc def", 7, "abc-def" },
		{ "abc def", 6, "abc-de" },
		{ "abc def", 4, "abc" }, /* no hyphen at the end */
		{ "abc def", 3, "abc" },
		{ "abc def", 1, "a" },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(
		    text_slug(a, cases[i].title, cases[i].max), cases[i].slug);
	arena_free(a);
}

static void
finds_words_that_go_on(void **state)
{
	static const struct {
		const char *text, *phrase;
		bool has, is;
	} cases[] = {
		{ "job seekers", "job", true, false },
		{ "job seekers", "job seekers", true, true },
		{ "job seekers", "seeker*", true, false },
		{ "visites d usines", "visite* d usine*", true, true },
		{ "la visite d usine", "visite* d usine*", true, false },
		{ "visites d un usine", "visite* d usine*", false, false },
		{ "visites", "visite*", true, true },
		{ "visit", "visite*", false, false },
		{ "xvisites visites", "visite*", true, false },
		{ "", "a*", false, false },
		{ "a", "", false, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (text_has_phrase(cases[i].text, cases[i].phrase) !=
			cases[i].has ||
		    text_is_phrase(cases[i].text, cases[i].phrase) !=
			cases[i].is)
			fail_msg(
			    "\"%s\" in \"%s\"", cases[i].phrase, cases[i].text);
}

/* Both paths of the search, with heads longer than libc is given. */
static void
finds_where_a_phrase_is(void **state)
{
	static const struct {
		const char *text, *phrase;
		int at, end; /* -1: nowhere */
	} cases[] = {
		{ "la visite d usine", "visite", 3, 9 },
		{ "la visite d usine", "visite* d us*", 3, 17 },
		{ "visiter une usine visite", "visite", 18, 24 },
		{ "revisite visites", "visite*", 9, 16 },
		{ "visite virtuelle visites guidees", "visite* guidee*", 17,
		    32 },
		{ "ab abab* x", "abab*", 3, 8 },
		{ "usine", "usines*", -1, 0 },
		{ "usine", "*", -1, 0 },
		{ "", "", -1, 0 },
		{ "a | b", "a b", -1, 0 },
		{ "a | b", "a | b", 0, 5 },
	};
	char text[400], phrase[202];
	const char *at, *end = NULL;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		at = text_find_phrase(cases[i].text, cases[i].phrase, &end);
		assert_int_equal(
		    at != NULL ? at - cases[i].text : -1, cases[i].at);
		if (at != NULL)
			assert_int_equal(end - cases[i].text, cases[i].end);
	}
	memset(phrase, 'a', 200);
	snprintf(text, sizeof(text), "%.190sb %.200sc", phrase, phrase);
	memcpy(phrase + 200, "*", 2);
	at = text_find_phrase(text, phrase, &end);
	assert_ptr_equal(at, text + 192);
	assert_ptr_equal(end, text + 393);
	phrase[200] = '\0';
	assert_null(text_find_phrase(text, phrase, &end));
}

static void
finds_back_to_what_was_folded(void **state)
{
	static const struct {
		const char *text, *word, *own;
	} cases[] = {
		{ "Demandeurs d’emploi", "demandeurs d emploi",
		    "Demandeurs d’emploi" },
		{ "  (À) l’ÉTÉ, là", "ete", "ÉTÉ" },
		{ "  (À) l’ÉTÉ, là", "a l", "À) l" },
		{ "  (À) l’ÉTÉ, là", "la", "là" },
		{ "Œuvre", "oeuvre", "Œuvre" },
		/* combining accents stay with their letters */
		{ "e\xcc\x81te\xcc\x81 ", "ete", "e\xcc\x81te\xcc\x81" },
		{ "x e\xcc\x81te\xcc\x81.", "ete", "e\xcc\x81te\xcc\x81" },
		{ "a\xff\xff"
		  "b",
		    "b", "b" },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t len = strlen(cases[i].text), from, to;
		const char *end,
		    *folded = text_folded(a, cases[i].text),
		    *at = text_find_phrase(folded, cases[i].word, &end);

		assert_non_null(at);
		to = (size_t)(end - folded);
		from =
		    text_unfold(cases[i].text, len, (size_t)(at - folded), &to);
		assert_string_equal(
		    arena_strndup(a, cases[i].text + from, to - from),
		    cases[i].own);
	}
	arena_free(a);
}

/* Words and gaps take turns, and together they are the text. */
static void
runs_are_words_and_gaps(void **state)
{
	static const char text[] = "Où ? « Là-bas »";
	static const size_t runs[] = { 3, 6, 3, 1, 3, 3 };
	size_t at = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(runs); i++) {
		assert_int_equal(
		    text_run(text + at, strlen(text + at), i % 2 == 0),
		    runs[i]);
		assert_int_equal(
		    text_run(text + at, strlen(text + at), i % 2 != 0), 0);
		at += runs[i];
	}
	assert_int_equal(text[at], '\0');
}

static void
compares_bytes(void **state)
{
	static const char *const sorted[] = { "", "A", "Z", "a", "aa", "ab",
		"b", "\xc3\xa9", "\xf0\x9f\x98\x80", "\xff" };

	(void)state;
	for (size_t i = 0; i < COUNT(sorted); i++)
		for (size_t k = 0; k < COUNT(sorted); k++) {
			int order = text_compare(sorted[i], sorted[k]);

			assert_int_equal(
			    (order > 0) - (order < 0), (i > k) - (i < k));
		}
}

UNIT(text, T(knows_well_formed_sequences), T(writes_and_reads_every_code_point),
    T(tells_utf8), T(cuts_between_characters), T(cleans),
    T(decides_on_every_code_point), T(cleans_whatever_comes),
    T(cuts_to_any_ceiling), T(folds_as_people_search),
    T(folds_every_code_point_once), T(folds_pieces_as_the_whole),
    T(finds_whole_words), T(finds_words_that_go_on), T(finds_where_a_phrase_is),
    T(finds_back_to_what_was_folded), T(runs_are_words_and_gaps),
    T(makes_slugs), T(compares_bytes))
