/* rule_sort.c -- sorting Lua values: stable, and the same on every run. */
#include <lua.h>

#include "rule_sort.h"

/* Merge the runs [low, middle) and [middle, high) of one table into another.
 */
struct merge {
	int from, to;
	lua_Integer low, middle, high;
};

static void
merge(lua_State *L, const struct merge *m, rule_sort_less *less)
{
	lua_Integer a = m->low, b = m->middle;
	int top = lua_gettop(L);
	bool second;

	for (lua_Integer at = m->low; at < m->high; at++) {
		lua_rawgeti(L, m->from, a < m->middle ? a : b);
		lua_rawgeti(L, m->from, b < m->high ? b : a);
		second = a >= m->middle ||
			 (b < m->high && less(L, top + 2, top + 1));
		lua_rawgeti(L, m->from, second ? b++ : a++);
		lua_rawseti(L, m->to, at);
		lua_settop(L, top);
	}
}

void
rule_sort(lua_State *L, int table, long long n, rule_sort_less *less)
{
	struct merge m = { .from = table };
	bool moved = false;

	lua_newtable(L);
	m.to = lua_gettop(L);
	for (lua_Integer width = 1; width < n; width *= 2) {
		int swap = m.from;

		for (m.low = 1; m.low <= n; m.low = m.high) {
			m.middle = m.low + width;
			m.high = m.middle + width;
			if (m.middle > n + 1)
				m.middle = n + 1;
			if (m.high > n + 1)
				m.high = n + 1;
			merge(L, &m, less);
		}
		m.from = m.to;
		m.to = swap;
		moved = !moved;
	}
	for (lua_Integer i = 1; moved && i <= n; i++) {
		lua_rawgeti(L, m.from, i);
		lua_rawseti(L, table, i);
	}
	lua_pop(L, 1);
}
