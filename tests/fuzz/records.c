/*
 * records.c -- libFuzzer on what reaches the socket: records_take().
 *
 * Whatever the bytes: no crash, the same news however they are cut (the first
 * byte says how), and what is put before the FastCGI library holds nothing
 * that it could stumble over: each name and value lies within what was sent.
 */
#include "records.h"
#include "buf.h"
#include "fuzz.h"

#define NEWS_MAX 4096

/* The news of bytes that come "step" at a time, as letters. */
static void
read_all(struct records *r, const uint8_t *at, const uint8_t *end, size_t step,
    struct buf *news)
{
	enum records_news what = RECORDS_MORE;
	const uint8_t *stop;

	while (at < end && what < RECORDS_LONG) {
		stop = (size_t)(end - at) < step ? end : at + step;
		while (at < stop && what < RECORDS_LONG) {
			what = records_take(r, &at, stop);
			must(at <= stop);
			must((what == RECORDS_BAD) == (r->wrong != NULL));
			if (what != RECORDS_MORE)
				buf_putc(news, (char)('a' + what));
		}
	}
}

/* A name's or a value's length: section 3.4. */
static size_t
length(const uint8_t **at)
{
	const uint8_t *p = *at;

	*at += p[0] < 0x80 ? 1 : 4;
	return p[0] < 0x80 ? p[0]
			   : (size_t)(p[0] & 0x7f) << 24 | (size_t)p[1] << 16 |
				 (size_t)p[2] << 8 | p[3];
}

static void
check_pairs(const struct buf *params)
{
	const uint8_t *at = (const uint8_t *)params->data,
		      *end = at + params->len;

	while (at < end) {
		size_t name = length(&at), value = length(&at);

		must(at <= end && name + value <= (size_t)(end - at));
		at += name + value;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_new();
	struct buf once = buf_new(a, NEWS_MAX), twice = buf_new(a, NEWS_MAX),
		   again = buf_new(a, RECORDS_ASKED_MAX);
	struct records whole, cut;
	size_t step = len > 0 ? 1 + bytes[0] % 32u : 1;

	if (len > 0) {
		bytes++;
		len--;
	}
	records_begin(&whole, a);
	read_all(&whole, bytes, bytes + len, len + 1, &once);
	records_begin(&cut, a);
	read_all(&cut, bytes, bytes + len, step, &twice);
	must(strcmp(once.data, twice.data) == 0);
	if (whole.asked && whole.wrong == NULL) {
		check_pairs(&whole.params);
		records_put_request(&again, &whole);
		must(buf_ok(&again));
	}
	arena_free(a);
	return 0;
}
