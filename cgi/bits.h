/* bits.h -- sets of events, a bit each, in 64-bit words. */
#ifndef BITS_H
#define BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline bool
bits_has(const uint64_t *set, size_t i)
{
	return set[i / 64] >> (i % 64) & 1;
}

static inline void
bits_add(uint64_t *set, size_t i)
{
	set[i / 64] |= (uint64_t)1 << (i % 64);
}

/* The first bit from one on; words * 64 where there is none. */
static inline size_t
bits_next(const uint64_t *set, size_t words, size_t from)
{
	size_t at = from / 64;
	uint64_t rest = at < words ? set[at] & ~(uint64_t)0 << from % 64 : 0;

	while (rest == 0 && ++at < words)
		rest = set[at];
	return rest != 0 ? at * 64 + (size_t)__builtin_ctzll(rest) : words * 64;
}

/* All of so many bits. */
void bits_fill(uint64_t *set, size_t bits);

/* "words" are 64-bit words of each set. */
void bits_and(uint64_t *into, const uint64_t *with, size_t words);
void bits_or(uint64_t *into, const uint64_t *with, size_t words);
size_t bits_count(const uint64_t *, size_t words);
size_t bits_count_and(const uint64_t *, const uint64_t *, size_t words);

/* Which words of a set have any bit at all, in order: "at" has room for all.
 * Returns how many.  What is in it and in many others is counted by these
 * words alone: few, where it is the answer to a question. */
size_t bits_used(const uint64_t *, size_t words, uint32_t *at);
size_t bits_count_and_at(
    const uint64_t *, const uint64_t *, const uint32_t *at, size_t count);

#endif
