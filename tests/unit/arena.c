/* arena.c -- memory that goes all at once. */
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "unit.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#endif

#define MEGABYTE ((size_t)1 << 20)

static bool
all_are(const void *bytes, unsigned char value, size_t size)
{
	const unsigned char *p = bytes;

	for (size_t i = 0; i < size; i++)
		if (p[i] != value)
			return false;
	return true;
}

static void
hands_out_zeroed_and_aligned(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (int round = 0; round < 3; round++) {
		for (size_t size = 0; size < 3000; size += 7) {
			unsigned char *p = arena_alloc(a, size);

			assert_int_equal(
			    (uintptr_t)p % _Alignof(max_align_t), 0);
			assert_true(all_are(p, 0, size));
			memset(p, 0xee, size);
		}
		arena_reset(a); /* the next round meets used memory */
	}
	arena_free(a);
}

static void
pieces_do_not_overlap(void **state)
{
	static unsigned char *pieces[2000];
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < 2000; i++) {
		pieces[i] = arena_alloc(a, i);
		memset(pieces[i], (int)(i & 0xff), i);
	}
	for (size_t i = 0; i < 2000; i++)
		assert_true(all_are(pieces[i], (unsigned char)i, i));
	arena_free(a);
}

static void
takes_big_pieces(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t size = 1000; size < 64 * MEGABYTE; size *= 3) {
		char *p = arena_alloc(a, size);

		p[size - 1] = 'x';
		assert_int_equal(*(char *)arena_alloc(a, 1), 0);
		assert_int_equal(p[size - 1], 'x');
	}
	arena_free(a);
}

static void
the_last_piece_grows_in_place(void **state)
{
	struct arena *a = arena_new();
	unsigned char *first = arena_alloc(a, 10), *other, *moved;

	(void)state;
	memset(first, 'x', 10);
	for (size_t size = 10; size < 4000; size += 13) {
		assert_ptr_equal(arena_grow(a, first, size, size + 13), first);
		assert_true(all_are(first + size, 0, 13));
		memset(first + size, 'x', 13);
	}
	other = arena_alloc(a, 1);
	*other = 'o';
	moved = arena_grow(a, first, 4000, 5000);
	assert_ptr_not_equal(moved, first);
	assert_true(all_are(moved, 'x', 4000));
	assert_true(all_are(moved + 4000, 0, 1000));
	assert_int_equal(*other, 'o');
	arena_free(a);
}

static void
grows_out_of_a_block(void **state)
{
	struct arena *a = arena_new();
	size_t size = 100;
	unsigned char *p = arena_grow(a, NULL, 0, size);

	(void)state;
	for (; size < 8 * MEGABYTE; size *= 2) {
		memset(p, 'x', size);
		p = arena_grow(a, p, size, size * 2);
		assert_true(all_are(p, 'x', size));
		assert_true(all_are(p + size, 0, size));
	}
	arena_free(a);
}

static void
never_shrinks(void **state)
{
	struct arena *a = arena_new();
	char *p = arena_strdup(a, "a piece of some length");

	(void)state;
	assert_ptr_equal(arena_grow(a, p, 23, 5), p);
	assert_ptr_not_equal(arena_alloc(a, 1), p + 16);
	assert_string_equal(p, "a piece of some length");
	arena_free(a);
}

static void
copies_text(void **state)
{
	struct arena *a = arena_new();
	char *text;

	(void)state;
	assert_string_equal(arena_strdup(a, ""), "");
	assert_string_equal(arena_strdup(a, "été"), "été");
	assert_string_equal(arena_strndup(a, "abcdef", 3), "abc");
	assert_string_equal(arena_strndup(a, NULL, 0), "");
	assert_string_equal(arena_printf(a, "%s", ""), "");
	assert_string_equal(arena_printf(a, "%d events in %s", 512, "Lille"),
	    "512 events in Lille");
	text = arena_printf(a, "%0100000d", 7);
	assert_int_equal(strlen(text), 100000);
	assert_int_equal(text[99999], '7');
	arena_free(a);
}

struct note {
	char *order;
	char letter;
	struct arena *arena; /* where to register "then", or NULL */
	struct note *then;
};

static void
write_note(void *object)
{
	struct note *n = object;
	size_t len = strlen(n->order);

	n->order[len] = n->letter;
	n->order[len + 1] = '\0';
	if (n->arena != NULL)
		arena_defer(n->arena, write_note, n->then);
}

static void
cleans_up_last_first_and_once(void **state)
{
	char order[16] = "";
	struct arena *a = arena_new();
	struct note notes[] = { { .order = order, .letter = 'a' },
		{ .order = order, .letter = 'b' },
		{ .order = order, .letter = 'c' } };

	(void)state;
	for (size_t i = 0; i < 3; i++)
		arena_defer(a, write_note, &notes[i]);
	arena_reset(a);
	assert_string_equal(order, "cba");
	arena_reset(a);
	assert_string_equal(order, "cba");
	arena_defer(a, write_note, &notes[1]);
	arena_free(a);
	assert_string_equal(order, "cbab");
	arena_free(NULL);
}

static void
a_clean_up_may_register_another(void **state)
{
	char order[16] = "";
	struct arena *a = arena_new();
	struct note second = { .order = order, .letter = 'b' };
	struct note first = { order, 'a', a, &second };

	(void)state;
	arena_defer(a, write_note, &first);
	arena_free(a);
	assert_string_equal(order, "ab");
}

/* Runs in a child: the signal it died of, or 0. */
static int
signal_of(void (*fn)(struct arena *))
{
	struct arena *a = arena_new();
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		close(STDERR_FILENO); /* "out of memory" is expected */
		fn(a);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	arena_free(a);
	return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void
ask_wrapping(struct arena *a)
{
	arena_alloc(a, SIZE_MAX - 3); /* rounded up: 0 */
}

static void
ask_wrapping_with_head(struct arena *a)
{
	arena_alloc(a, SIZE_MAX - 40); /* with the block's head: small */
}

static void
ask_array(struct arena *a)
{
	ARENA_ARRAY(a, uint64_t, SIZE_MAX / 8 + 2); /* wraps to 8 bytes */
}

static void
ask_negative(struct arena *a)
{
	ARENA_ARRAY(a, uint64_t, -1);
}

static void
ask_growth(struct arena *a)
{
	arena_grow(a, arena_alloc(a, 8), 8, SIZE_MAX - 3);
}

static void
impossible_sizes_end_the_process(void **state)
{
	void (*const asks[])(struct arena *) = { ask_wrapping,
		ask_wrapping_with_head, ask_array, ask_negative, ask_growth };

	(void)state;
	for (size_t i = 0; i < sizeof(asks) / sizeof(asks[0]); i++)
		assert_int_equal(signal_of(asks[i]), SIGABRT);
}

#ifdef __SANITIZE_ADDRESS__

static void
the_sanitizer_sees_inside(void **state)
{
	struct arena *a = arena_new();
	char *p = arena_alloc(a, 32), *q = arena_alloc(a, 13);

	(void)state;
	assert_false(__asan_address_is_poisoned(p + 31));
	assert_true(__asan_address_is_poisoned(p + 32));
	assert_false(__asan_address_is_poisoned(q + 12));
	assert_true(__asan_address_is_poisoned(q + 13));
	arena_grow(a, q, 13, 100);
	assert_false(__asan_address_is_poisoned(q + 99));
	assert_true(__asan_address_is_poisoned(q + 100));
	arena_reset(a);
	assert_true(__asan_address_is_poisoned(p));
	arena_free(a);
}

#define SEEN_FROM_BELOW T(the_sanitizer_sees_inside)

#else

static size_t
in_use(void)
{
	struct mallinfo2 m = mallinfo2();

	return m.uordblks + m.hblkhd;
}

static void
reset_gives_large_blocks_back(void **state)
{
	struct arena *a = arena_new();
	size_t before = in_use();

	(void)state;
	arena_alloc(a, 50 * MEGABYTE);
	arena_alloc(a, 1);
	arena_alloc(a, 90 * MEGABYTE);
	arena_reset(a);
	assert_in_range(in_use(), 0, before + MEGABYTE);
	arena_free(a);
}

#define SEEN_FROM_BELOW T(reset_gives_large_blocks_back)

#endif

UNIT(arena, T(hands_out_zeroed_and_aligned), T(pieces_do_not_overlap),
    T(takes_big_pieces), T(the_last_piece_grows_in_place),
    T(grows_out_of_a_block), T(never_shrinks), T(copies_text),
    T(cleans_up_last_first_and_once), T(a_clean_up_may_register_another),
    T(impossible_sizes_end_the_process), SEEN_FROM_BELOW)
