/*
 * unit.h -- what every file of tests/unit/ includes.
 *
 * A file is named for the module it tests and defines one function,
 * UNIT(module), that lists its tests; tests/unit/main.c calls them all.
 */
#ifndef UNIT_H
#define UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Each returns how many tests failed and adds to *run. */
typedef int unit_group(int *run);

#define UNIT(module, ...)                                                      \
	int unit_##module(int *run);                                           \
	int unit_##module(int *run)                                            \
	{                                                                      \
		const struct CMUnitTest tests[] = { __VA_ARGS__ };             \
		*run += (int)(sizeof(tests) / sizeof(tests[0]));               \
		return cmocka_run_group_tests_name(                            \
		    #module, tests, NULL, NULL);                               \
	}

#define T(function) cmocka_unit_test(function)

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A number below "limit", the same in every run: splitmix64, by S. Vigna. */
static inline uint32_t
unit_random(uint64_t *state, uint32_t limit)
{
	uint64_t z = (*state += 0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return (uint32_t)((z ^ (z >> 31)) % limit);
}

#endif
