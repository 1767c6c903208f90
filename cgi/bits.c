/* bits.c -- sets of events. */
#include <string.h>

#include "bits.h"

/*
 * Counting is most of what a list costs, and baseline x86-64 has no
 * instruction for it: where the machine has one, it is found at start.  Not
 * under AddressSanitizer, which is not up yet when that is decided.
 */
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__clang__)
#define FAST __attribute__((target_clones("popcnt", "default")))
#else
#define FAST
#endif

void
bits_fill(uint64_t *set, size_t bits)
{
	memset(set, 0xff, bits / 64 * sizeof(*set));
	if (bits % 64 != 0)
		set[bits / 64] = ((uint64_t)1 << (bits % 64)) - 1;
}

void
bits_and(uint64_t *into, const uint64_t *with, size_t words)
{
	for (size_t i = 0; i < words; i++)
		into[i] &= with[i];
}

void
bits_or(uint64_t *into, const uint64_t *with, size_t words)
{
	for (size_t i = 0; i < words; i++)
		into[i] |= with[i];
}

FAST size_t
bits_count(const uint64_t *set, size_t words)
{
	size_t n = 0;

	for (size_t i = 0; i < words; i++)
		n += (size_t)__builtin_popcountll(set[i]);
	return n;
}

FAST size_t
bits_count_and(const uint64_t *a, const uint64_t *b, size_t words)
{
	size_t n = 0;

	for (size_t i = 0; i < words; i++)
		n += (size_t)__builtin_popcountll(a[i] & b[i]);
	return n;
}

size_t
bits_used(const uint64_t *set, size_t words, uint32_t *at)
{
	size_t n = 0;

	for (size_t i = 0; i < words; i++) {
		at[n] = (uint32_t)i;
		n += set[i] != 0;
	}
	return n;
}

FAST size_t
bits_count_and_at(
    const uint64_t *a, const uint64_t *b, const uint32_t *at, size_t count)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		n += (size_t)__builtin_popcountll(a[at[i]] & b[at[i]]);
	return n;
}
