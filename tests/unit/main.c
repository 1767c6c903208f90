/* main.c -- runs the C tests: all, or the modules named as arguments. */
#include "unit.h"

struct unit_group *unit_groups;

static bool
is_wanted(const char *name, char **names)
{
	if (*names == NULL)
		return true;
	for (; *names != NULL; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

int
main(int argc, char **argv)
{
	size_t count = 0;
	int failed = 0;

	(void)argc;
	for (struct unit_group *g = unit_groups; g != NULL; g = g->next) {
		if (!is_wanted(g->name, argv + 1))
			continue;
		failed += g->run();
		count += g->count;
	}
	printf("unit: %zu tests, %d failed\n", count, failed);
	return failed != 0;
}
