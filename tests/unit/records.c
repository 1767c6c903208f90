/* records.c -- an answer in FastCGI's frames, read back as a web server does.
 */
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

UNIT(records, T(are_read_back))
