/*
 * foldtable.c -- build tool: writes the folding table that text.c includes.
 *
 * Not part of the program.  It asks utf8proc about every code point once, so
 * that the server and the phone fold from the same table and neither needs a
 * Unicode library at run time.
 *
 * A code point's fold, by Unicode's data in utf8proc's version:
 *   compatibility decomposition (NFKD), case folding; marks (M*) and format
 *   characters (Cf) dropped;
 *   then the spelt-out letters below; letters (L*), digits (Nd) and letter
 *   numbers (Nl) stay; anything else makes the whole code point a space,
 *   unless it is a letter that only comes apart into more (Catalan's l with
 *   a middle dot): then it is left out.
 *   Hangul syllables stay whole: taking them apart would cost 100 KB.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define BITS   7
#define BLOCK  (1 << BITS)
#define BLOCKS (0x110000 >> BITS)
#define ITSELF 255
#define SPACE  254

/* What decomposition leaves whole and readers spell out. */
static const struct {
	uint32_t c;
	const char *text;
} spelt[] = {
	{ 0xe6, "ae" },
	{ 0xf0, "d" },
	{ 0xf8, "o" },
	{ 0xfe, "th" },
	{ 0x111, "d" },
	{ 0x127, "h" },
	{ 0x131, "i" },
	{ 0x142, "l" },
	{ 0x14b, "ng" },
	{ 0x153, "oe" },
	{ 0x167, "t" },
	{ 0x180, "b" },
	{ 0x19a, "l" },
	{ 0x1e5, "g" },
	{ 0x237, "j" },
};

struct entry {
	unsigned short at, size;
};

static char pool[65536];
static size_t pool_len;
static struct entry table[BLOCKS][BLOCK];
static int block_of[BLOCKS], blocks;
static size_t growth = 1; /* most bytes out for one byte in */

static const char *
spell(utf8proc_int32_t c)
{
	for (size_t i = 0; i < sizeof(spelt) / sizeof(spelt[0]); i++)
		if (spelt[i].c == (uint32_t)c)
			return spelt[i].text;
	return NULL;
}

static unsigned short
pooled(const char *s, size_t len)
{
	for (size_t i = 0; i + len <= pool_len; i++)
		if (memcmp(pool + i, s, len) == 0)
			return (unsigned short)i;
	if (pool_len + len > sizeof(pool))
		abort();
	memcpy(pool + pool_len, s, len);
	pool_len += len;
	return (unsigned short)(pool_len - len);
}

static int
is_letter(utf8proc_int32_t c)
{
	utf8proc_category_t category = utf8proc_category(c);

	return category >= UTF8PROC_CATEGORY_LU &&
	       category <= UTF8PROC_CATEGORY_LO;
}

static int
stays(utf8proc_int32_t c)
{
	utf8proc_category_t category = utf8proc_category(c);

	return is_letter(c) || category == UTF8PROC_CATEGORY_ND ||
	       category == UTF8PROC_CATEGORY_NL;
}

/* Marks; format characters such as joiners and the soft hyphen. */
static int
goes(utf8proc_int32_t c)
{
	utf8proc_category_t category = utf8proc_category(c);

	return category == UTF8PROC_CATEGORY_CF ||
	       (category >= UTF8PROC_CATEGORY_MN &&
		   category <= UTF8PROC_CATEGORY_ME);
}

/* The fold of c into out; -1 for a space. */
static int
fold(utf8proc_int32_t c, char *out)
{
	utf8proc_int32_t parts[32];
	int boundary = 0, len = 0;
	utf8proc_ssize_t n = utf8proc_decompose_char(c, parts, 32,
	    UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD,
	    &boundary);

	for (utf8proc_ssize_t i = 0; i < n; i++) {
		const char *text = spell(parts[i]);

		if (text != NULL)
			len += snprintf(out + len, 8, "%s", text);
		else if (stays(parts[i]))
			len += (int)utf8proc_encode_char(
			    parts[i], (utf8proc_uint8_t *)out + len);
		else if (!goes(parts[i]) && !is_letter(c))
			return -1;
	}
	return n < 0 ? -1 : len;
}

static struct entry
entry_of(utf8proc_int32_t c)
{
	char out[128], itself[4];
	int len, own;

	if (c >= 0xd800 && c <= 0xdfff) /* surrogates are no characters */
		return (struct entry){ 0, SPACE };
	if (c >= 0xac00 && c <= 0xd7a3)
		return (struct entry){ 0, ITSELF };
	len = fold(c, out);
	if (len < 0)
		return (struct entry){ 0, SPACE };
	own = (int)utf8proc_encode_char(c, (utf8proc_uint8_t *)itself);
	if (len == own && memcmp(out, itself, (size_t)len) == 0)
		return (struct entry){ 0, ITSELF };
	if ((size_t)len > growth * (size_t)own)
		growth = ((size_t)len + (size_t)own - 1) / (size_t)own;
	return (struct entry){ pooled(out, (size_t)len), (unsigned short)len };
}

static void
print_header(void)
{
	printf("/* Made by foldtable from utf8proc %s (Unicode %s). */\n",
	    utf8proc_version(), utf8proc_unicode_version());
	printf("#define FOLD_BITS %d\n#define FOLD_ITSELF %d\n"
	       "#define FOLD_SPACE %d\n#define FOLD_GROWTH %zu\n",
	    BITS, ITSELF, SPACE, growth);
	printf("struct fold_entry {\n\tunsigned short at;\n"
	       "\tunsigned char size;\n};\n");
	printf("static const unsigned short fold_block[] = {");
	for (int i = 0; i < BLOCKS; i++)
		printf("%s%d,", i % 16 == 0 ? "\n\t" : " ", block_of[i]);
	printf("\n};\nstatic const struct fold_entry fold_entry[][%d] = {\n",
	    BLOCK);
	for (int b = 0; b < blocks; b++) {
		printf("\t{");
		for (int i = 0; i < BLOCK; i++)
			printf("{%d,%d},", table[b][i].at, table[b][i].size);
		printf("},\n");
	}
	printf("};\nstatic const char fold_text[] = {");
	for (size_t i = 0; i < pool_len; i++)
		printf("%s%d,", i % 16 == 0 ? "\n\t" : " ", pool[i]);
	printf("\n\t0\n};\n");
}

int
main(void)
{
	for (int b = 0; b < BLOCKS; b++) {
		struct entry *fresh = table[blocks];
		int same = 0;

		for (int i = 0; i < BLOCK; i++)
			fresh[i] = entry_of(b * BLOCK + i);
		while (same < blocks &&
		       memcmp(table[same], fresh, sizeof(table[same])) != 0)
			same++;
		block_of[b] = same;
		blocks += same == blocks;
	}
	print_header();
	return ferror(stdout) != 0;
}
