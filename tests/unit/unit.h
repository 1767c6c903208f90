/*
 * unit.h -- what every file of tests/unit/ includes.
 *
 * A file is named for the module it tests and ends with UNIT(module, ...),
 * which lists its tests; tests/unit/main.c runs whatever there is.
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

/* The tests of one module.  The groups are a list that builds itself before
 * main() begins, so that nobody has to keep one. */
struct unit_group {
	const char *name;
	int (*run)(void); /* returns how many tests failed */
	size_t count;
	struct unit_group *next;
};

extern struct unit_group *unit_groups;

#define UNIT(module, ...)                                                      \
	static const struct CMUnitTest unit_tests[] = { __VA_ARGS__ };         \
	static int unit_run(void)                                              \
	{                                                                      \
		return cmocka_run_group_tests_name(                            \
		    #module, unit_tests, NULL, NULL);                          \
	}                                                                      \
	__attribute__((constructor)) static void unit_join(void)               \
	{                                                                      \
		static struct unit_group group = { #module, unit_run,          \
			sizeof(unit_tests) / sizeof(unit_tests[0]), NULL };    \
                                                                               \
		group.next = unit_groups;                                      \
		unit_groups = &group;                                          \
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
