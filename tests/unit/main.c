/* main.c -- runs the C tests: all, or the modules named as arguments. */
#include "unit.h"

/* clang-format off */
#define GROUPS \
/* clang-format off */
#define GROUPS \
	X(err) X(log) X(arena) X(buf) X(hash) X(text) X(when) X(mend) X(json) \
	X(pack) X(geo) X(shape) X(geojson) X(basemap) X(template) X(render) \
	X(sandbox) X(rule) X(hostile) X(rule_bound) X(manual) X(link) \
	X(autolink) X(safehtml) X(markup) X(event) X(intake)
/* clang-format on */

#define X(name) int unit_##name(int *);
GROUPS
#undef X

int
main(int argc, char **argv)
{
	static const struct {
		const char *name;
		unit_group *group;
	} groups[] = {
#define X(name) { #name, unit_##name },
		GROUPS
#undef X
	};
	int run = 0, failed = 0;

	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		bool wanted = argc == 1;

		for (int k = 1; k < argc; k++)
			wanted |= strcmp(argv[k], groups[i].name) == 0;
		if (wanted)
			failed += groups[i].group(&run);
	}
	printf("unit: %d tests, %d failed\n", run, failed);
	return failed != 0;
}
