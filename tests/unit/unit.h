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

#endif
