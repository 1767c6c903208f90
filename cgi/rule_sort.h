/*
 * rule_sort.h -- sorting Lua values: stable, and the same on every run.
 *
 * Lua's own table.sort picks pivots by the clock and may run out of bounds
 * where the order given is none; glibc's qsort asks the kernel how much
 * memory there is, which ends a locked process.
 */
#ifndef RULE_SORT_H
#define RULE_SORT_H

#include <stdbool.h>

struct lua_State;

/* Does the value at stack index a come before the one at b? */
typedef bool rule_sort_less(struct lua_State *, int a, int b);

/* Sort items 1 to n of the plain table at an absolute index: merge sort,
 * bottom up.  less may raise errors; the table then holds no sense. */
void rule_sort(struct lua_State *, int table, long long n, rule_sort_less *);

#endif
