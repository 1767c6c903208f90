/* records.c -- FastCGI's frames: requests of all kinds, in pieces of any size;
 * an answer, read back as a web server does. */
#include "records.h"
#include "arena.h"
#include "buf.h"
#include "unit.h"

/* Read one record; its type.  The content is from *at, which moves behind it.
 */
static int
read_one(const struct buf *b, size_t *at, int request, size_t *len)
{
	const unsigned char *head = (const unsigned char *)b->data + *at;

	assert_true(*at + 8 <= b->len);
	assert_int_equal(head[0], 1);
	assert_int_equal(head[2] << 8 | head[3], request);
	assert_int_equal(head[6], 0); /* no padding */
	*len = (size_t)(head[4] << 8 | head[5]);
	assert_true(*at + 8 + *len <= b->len);
	*at += 8 + *len;
	return head[1];
}

static void
are_read_back(void **state)
{
	static const size_t sizes[] = { 0, 1, 8, 65527, 65528, 65529, 131056,
		200001 };
	static const int requests[] = { 1, 255, 256, 65535 };

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct arena *a = arena_new();
		struct buf answer = buf_new(a, 1 << 20),
			   out = buf_new(a, 1 << 20), got = buf_new(a, 1 << 20);
		int request = requests[i % COUNT(requests)];
		size_t at = 0, len;

		for (size_t n = 0; n < sizes[i]; n++)
			buf_putc(&answer, (char)(n * 7 + n / 251));
		records_put(&out, request, &answer);
		while (assert_int_equal(read_one(&out, &at, request, &len), 6),
		    len > 0)
			buf_put(&got, out.data + at - len, len);
		assert_int_equal(got.len, answer.len);
		assert_memory_equal(got.data, answer.data, got.len);
		assert_int_equal(read_one(&out, &at, request, &len), 3);
		assert_int_equal(len, 8);
		assert_memory_equal(out.data + at - 8, "\0\0\0\0\0\0\0\0", 8);
		assert_int_equal(at, out.len);
		arena_free(a);
	}
}

/* ---- requests ---------------------------------------------------------- */

/* A record by its head and its content. */
#define RECORD(type, request, padding, content)                                \
	{                                                                      \
		{ 1, type, 0, request, 0, sizeof(content) - 1, padding, 0 },   \
		    content, sizeof(content) - 1                               \
	}
#define BEGIN(request) RECORD(1, request, 0, "\0\1\1\0\0\0\0\0")
#define PAIR           "\1\2abc" /* a=bc */
#define ASK(request)                                                           \
	BEGIN(request), RECORD(4, request, 3, PAIR), RECORD(4, request, 0, "")
#define STDIN(request, content) RECORD(5, request, 0, content)

struct sent {
	unsigned char head[8];
	const char *content;
	size_t len;
};

/* What becomes of it: a letter for each piece of news. */
static const struct {
	const char *what;
	struct sent sent[7];
	const char *news;
	const char *wrong;
} cases[] = {
	{ "a request", { ASK(1), STDIN(1, "") }, "AW", NULL },
	{ "with a body", { ASK(1), STDIN(1, "xy"), STDIN(1, "") }, "AW", NULL },
	{ "the body waits", { ASK(9), STDIN(9, "xy") }, "A", NULL },
	{ "no parameters", { BEGIN(1), RECORD(4, 1, 0, "") }, "A", NULL },
	{ "a pair in two records",
	    { BEGIN(1), RECORD(4, 1, 7, "\1\2a"), RECORD(4, 1, 0, "bc"),
		RECORD(4, 1, 0, "") },
	    "A", NULL },
	{ "a long length",
	    { BEGIN(1), RECORD(4, 1, 0, "\200\0\0\1\2abc"),
		RECORD(4, 1, 0, "") },
	    "A", NULL },
	{ "two at a time", { ASK(1), RECORD(5, 2, 1, "zz"), STDIN(1, "") },
	    "AW", NULL },
	{ "half a request", { BEGIN(1), RECORD(4, 1, 0, PAIR) }, "", NULL },
	{ "nothing that is open", { RECORD(5, 3, 0, "x") }, "", NULL },
	{ "a kind that is none",
	    { BEGIN(1), RECORD(99, 1, 0, "x"), RECORD(4, 1, 0, "") }, "A",
	    NULL },
	{ "about no request", { RECORD(9, 0, 0, PAIR), ASK(1) }, "SA", NULL },
	{ "a beginning of none", { RECORD(1, 0, 9, "0123456789abcdef") }, "S",
	    NULL },
	{ "taken back", { BEGIN(1), RECORD(2, 1, 0, "") }, "G", NULL },
	{ "taken back later", { ASK(1), RECORD(2, 1, 0, "") }, "AG", NULL },
	{ "HTTP", { { "GET / H", NULL, 0 } }, "B", "version" },
	{ "version 0", { { { 0, 1, 0, 1 }, NULL, 0 } }, "B", "version" },
	{ "version 2", { { { 2, 1, 0, 1 }, NULL, 0 } }, "B", "version" },
	{ "a short beginning", { RECORD(1, 1, 0, "\0\1") }, "B", "length" },
	{ "a long beginning", { RECORD(1, 1, 0, "\0\1\0\0\0\0\0\0\0") }, "B",
	    "length" },
	{ "a filter", { RECORD(1, 1, 0, "\0\3\1\0\0\0\0\0") }, "B", "role" },
	{ "twice", { BEGIN(1), BEGIN(1) }, "B", "second" },
	{ "another meanwhile", { ASK(1), BEGIN(2) }, "AB", "second" },
	{ "a body first", { BEGIN(1), STDIN(1, "x") }, "B", "body" },
	{ "parameters behind their end", { ASK(1), RECORD(4, 1, 0, PAIR) },
	    "AB", "behind" },
	{ "a name without its value's length",
	    { BEGIN(1), RECORD(4, 1, 0, "\1"), RECORD(4, 1, 0, "") }, "B",
	    "longer" },
	{ "a length cut off",
	    { BEGIN(1), RECORD(4, 1, 0, "\200\0\0"), RECORD(4, 1, 0, "") }, "B",
	    "longer" },
	{ "a name that is not there",
	    { BEGIN(1), RECORD(4, 1, 0, "\3\0ab"), RECORD(4, 1, 0, "") }, "B",
	    "longer" },
	{ "a value that is not there",
	    { BEGIN(1), RECORD(4, 1, 0, "\1\3abc"), RECORD(4, 1, 0, "") }, "B",
	    "longer" },
	{ "lengths whose sum runs over 31 bits",
	    { BEGIN(1), RECORD(4, 1, 0, "\377\377\377\376\2ab"),
		RECORD(4, 1, 0, "") },
	    "B", "longer" },
	{ "whose sum runs over 32 bits",
	    { BEGIN(1), RECORD(4, 1, 0, "\377\377\377\376\377\377\377\376ab"),
		RECORD(4, 1, 0, "") },
	    "B", "longer" },
	{ "whose sum is a power of two",
	    { BEGIN(1), RECORD(4, 1, 0, "\300\0\0\0\300\0\0\0ab"),
		RECORD(4, 1, 0, "") },
	    "B", "longer" },
	{ "the largest there are",
	    { BEGIN(1), RECORD(4, 1, 0, "\377\377\377\377\377\377\377\377"),
		RECORD(4, 1, 0, "") },
	    "B", "longer" },
};

static void
put_sent(struct buf *b, const struct sent *s)
{
	static const char padding[255];

	for (; s->head[1] != 0; s++) {
		buf_put(b, s->head, sizeof(s->head));
		buf_put(b, s->content, s->len);
		buf_put(b, padding, s->head[6]);
	}
}

/* What a reader tells of bytes that come "step" at a time. */
static void
tell(const struct buf *sent, size_t step, struct records *r, struct buf *news)
{
	static const char letters[] = { [RECORDS_ASIDE] = 'S',
		[RECORDS_ASKED] = 'A',
		[RECORDS_WHOLE] = 'W',
		[RECORDS_LONG] = 'L',
		[RECORDS_GONE] = 'G',
		[RECORDS_BAD] = 'B' };
	const unsigned char *at = (const unsigned char *)sent->data,
			    *end = at + sent->len;

	buf_clear(news);
	while (at < end) {
		const unsigned char *stop =
		    (size_t)(end - at) < step ? end : at + step;

		while (at < stop) {
			enum records_news what = records_take(r, &at, stop);

			if (what == RECORDS_MORE)
				assert_ptr_equal(at, stop);
			else
				buf_putc(news, letters[what]);
			if (what > RECORDS_ASKED)
				return;
		}
	}
}

static void
are_taken_in_pieces_of_any_size(void **state)
{
	static const size_t steps[] = { 1, 2, 3, 7, 8, 9, 13, 1000 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		for (size_t n = 0; n < COUNT(steps); n++) {
			struct arena *a = arena_new();
			struct buf sent = buf_new(a, 1 << 16),
				   news = buf_new(a, 100);
			struct records r;

			put_sent(&sent, cases[i].sent);
			records_begin(&r, a);
			assert_true(records_are_none(&r));
			tell(&sent, steps[n], &r, &news);
			if (strcmp(news.data, cases[i].news) != 0)
				fail_msg("%s, %zu at a time: %s, not %s",
				    cases[i].what, steps[n], news.data,
				    cases[i].news);
			if (cases[i].wrong != NULL)
				assert_non_null(
				    strstr(r.wrong, cases[i].wrong));
			arena_free(a);
		}
}

/* What is put before the library says what was sent. */
static void
are_put_again(void **state)
{
	struct arena *a = arena_new();
	struct buf sent = buf_new(a, 1 << 16), again = buf_new(a, 1 << 17),
		   news = buf_new(a, 100);
	struct records first, second;

	(void)state;
	put_sent(&sent, cases[4].sent);
	records_begin(&first, a);
	tell(&sent, 1000, &first, &news);
	records_put_request(&again, &first);
	records_begin(&second, a);
	tell(&again, 1000, &second, &news);
	assert_string_equal(news.data, "AW");
	assert_int_equal(second.request, first.request);
	assert_string_equal(second.params.data, PAIR);
	arena_free(a);
}

/* As many parameters as are taken, and one byte more. */
static void
have_a_ceiling(void **state)
{
	(void)state;
	for (size_t more = 0; more < 2; more++) {
		struct arena *a = arena_new();
		struct buf sent = buf_new(a, 1 << 20), again, news;
		struct records r;
		const struct sent begin[] = { BEGIN(1), { { 0 }, NULL, 0 } },
				  end[] = { RECORD(4, 1, 0, ""),
					  { { 0 }, NULL, 0 } };
		const unsigned char head[8] = { 1, 4, 0, 1, 0xff, 0xff, 0, 0 };

		again = buf_new(a, RECORDS_ASKED_MAX);
		news = buf_new(a, 100);
		put_sent(&sent, begin);
		buf_put(&sent, head, sizeof(head));
		buf_put(&sent, "\1\200\0\377\371x", 6);
		for (size_t i = 0; i < RECORDS_PARAMS_MAX - 6; i++)
			buf_putc(&sent, 'y');
		if (more)
			buf_put(&sent, "\1\4\0\1\0\1\0\0z", 9);
		put_sent(&sent, end);
		records_begin(&r, a);
		tell(&sent, 5000, &r, &news);
		assert_string_equal(news.data, more ? "L" : "A");
		records_put_request(&again, &r);
		assert_true(buf_ok(&again));
		arena_free(a);
	}
}

/* A body goes where it is wanted, and that has a ceiling too. */
static void
bring_a_body(void **state)
{
	struct arena *a = arena_new();
	struct buf sent = buf_new(a, 1000), news = buf_new(a, 100),
		   body = buf_new(a, 5);
	const struct sent parts[] = { STDIN(7, "ab"), RECORD(5, 8, 0, "no"),
		RECORD(5, 7, 5, "cde"), STDIN(7, ""), { { 0 }, NULL, 0 } };
	struct records r;

	(void)state;
	put_sent(&sent, parts);
	for (size_t step = 1; step < 30; step++) {
		buf_clear(&body);
		records_go_on(&r, 7, &body);
		tell(&sent, step, &r, &news);
		assert_string_equal(news.data, "W");
		assert_string_equal(body.data, "abcde");
		assert_true(buf_ok(&body));
	}
	body = buf_new(a, 4);
	records_go_on(&r, 7, &body);
	tell(&sent, 1000, &r, &news);
	assert_false(buf_ok(&body));
	arena_free(a);
}

UNIT(records, T(are_read_back), T(are_taken_in_pieces_of_any_size),
    T(are_put_again), T(have_a_ceiling), T(bring_a_body))
