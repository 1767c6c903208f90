/*
 * json.c -- a fuzzer for json.c, mend.c and pack.c: `make fuzz FUZZ=json`.
 *
 * Whatever json_parse() takes, both writers give as JSON that needs no
 * mending and reads back as the same tree, and so does a packed message.
 * The same bytes are also read as a message themselves.
 */
#include <string.h>

#include "buf.h"
#include "err.h"
#include "fuzz.h"
#include "json.h"
#include "pack.h"

#define OUTPUT_MAX ((size_t)64 << 20) /* bytes */

static struct buf
written(struct arena *a, const struct json *j)
{
	struct buf b = buf_new(a, OUTPUT_MAX);

	json_write(&b, j);
	must(buf_ok(&b) && text_is_utf8(b.data, b.len));
	return b;
}

static void
must_equal(const struct buf *x, const struct buf *y)
{
	must(x->len == y->len && memcmp(x->data, y->data, x->len) == 0);
}

/* "text" is JSON already, and says what "want" says. */
static void
must_read_back(struct arena *a, const struct buf *text, const struct buf *want)
{
	struct err err = { 0 };
	struct json *back;
	struct buf again;
	int repairs = 0;

	must(json_parse(a, text->data, text->len, &repairs, &back, &err));
	must(repairs == 0);
	again = written(a, back);
	must_equal(&again, want);
}

static void
check(struct arena *a, const struct json *tree)
{
	struct buf text = written(a, tree), html = buf_new(a, OUTPUT_MAX),
		   message = buf_new(a, OUTPUT_MAX), unpacked;
	struct err err = { 0 };
	struct json *back;

	must_read_back(a, &text, &text);
	json_write_html(&html, tree);
	must(strpbrk(html.data, "<>&") == NULL);
	must_read_back(a, &html, &text);
	pack_message(a, &message, tree, OUTPUT_MAX);
	must(pack_read_message(a, message.data, message.len, &back, &err));
	unpacked = written(a, back);
	must_equal(&unpacked, &text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_new();
	struct err err = { 0 };
	struct json *tree;

	if (json_parse(a, (const char *)bytes, len, NULL, &tree, &err))
		check(a, tree);
	else
		must(text_is_utf8(err.text, strlen(err.text)));
	if (pack_read_message(a, (const char *)bytes, len, &tree, &err))
		written(a, tree);
	arena_free(a);
	return 0;
}
