/* golden.h -- files of tests, and comparing what came with what is wanted. */
#ifndef GOLDEN_H
#define GOLDEN_H

#include <stddef.h>

struct arena;
struct json;

struct golden_file {
	const char *name; /* without its folder */
	char *text;
	size_t len;
};

/* The files, or the folders, right in a folder whose names begin so, by name;
 * ended by a NULL name.  Empty where the folder is not there. */
struct golden_file *
golden_files(struct arena *, const char *folder, const char *prefix);
const char **golden_folders(struct arena *, const char *folder);

/*
 * Fail unless the tree is the one in the file.  What is meant to differ is
 * looked at in what git says after a run with GOLDEN=write in the environment,
 * which writes the file anew.
 */
void golden_compare(struct arena *, const char *path, const struct json *got);

#endif
