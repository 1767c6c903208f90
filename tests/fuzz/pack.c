/*
 * pack.c -- libFuzzer on what a child answers: pack_read_message(); and on
 * trees whose parts are shared, as snapshots have them: pack_read().
 *
 * Whatever the bytes: no crash, every string closed where it says, and a tree
 * that was read can be packed and read again as the same tree.
 */
#include "pack.h"
#include "buf.h"
#include "err.h"
#include "fuzz.h"
#include "json.h"

#define ANSWER_MAX ((size_t)1 << 24) /* bytes */

static void
check_strings(const struct json *j)
{
	must(j->key == NULL || j->key[j->key_len] == '\0');
	must(j->kind != JSON_STRING || j->string[j->len] == '\0');
	JSON_EACH(child, j)
	check_strings(child);
}

static struct buf
packed(struct arena *a, const struct json *j)
{
	struct buf b = buf_new(a, ANSWER_MAX);

	pack_message(a, &b, j, ANSWER_MAX);
	return b;
}

/* The same bytes as the trees of a snapshot that has a few strings. */
static void
read_shared(struct arena *a, const uint8_t *bytes, size_t len)
{
	static const char strings[] = "a\0bc\0\xc3\xa9";
	const struct packed from = { strings, (const char *)bytes,
		sizeof(strings), len };
	struct err err = { 0 };
	struct json *tree;

	if (pack_read(a, &from, 0, &tree, &err))
		check_strings(tree);
	else
		must(err.kind == ERR_INPUT && err.text[0] != '\0');
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_new();
	struct json *once, *twice;
	struct err err = { 0 };
	struct buf first, second;

	if (pack_read_message(a, (const char *)bytes, len, &once, &err)) {
		check_strings(once);
		first = packed(a, once);
		must(pack_read_message(a, first.data, first.len, &twice, &err));
		second = packed(a, twice);
		must(first.len == second.len &&
		     memcmp(first.data, second.data, first.len) == 0);
	} else {
		must(err.kind == ERR_INPUT && err.text[0] != '\0');
	}
	read_shared(a, bytes, len);
	arena_free(a);
	return 0;
}
