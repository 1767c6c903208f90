/* watch.c -- notice that somebody has saved a rule. */
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "ruleset.h"
#include "watch.h"

#define PATH_LENGTH 4096

/* FNV-1a, 64 bits: draft-eastlake-fnv, section 5. */
static uint64_t
mix(uint64_t h, const void *bytes, size_t len)
{
	const unsigned char *p = bytes;

	for (; len > 0; p++, len--)
		h = (h ^ *p) * 0x100000001b3;
	return h;
}

static bool
ends_in(const char *name, const char *suffix)
{
	size_t len = strlen(name), end = strlen(suffix);

	return len > end && strcmp(name + len - end, suffix) == 0;
}

/* What a publication is made of: at the top, what the map shows too. */
static bool
is_script(const char *sub, const char *name)
{
	return *name != '.' &&
	       (ends_in(name, ".lua") ||
		   (*sub == '\0' &&
		       (ends_in(name, ".geojson") || ends_in(name, ".json"))));
}

static uint64_t
file_print(const char *path, const char *name)
{
	uint64_t h = mix(0xcbf29ce484222325, name, strlen(name));
	struct stat st;

	if (stat(path, &st) != 0)
		return h;
	h = mix(h, &st.st_ino, sizeof(st.st_ino));
	h = mix(h, &st.st_size, sizeof(st.st_size));
	return mix(h, &st.st_mtim, sizeof(st.st_mtim));
}

/* The prints of a folder's files add up, in whatever order they come. */
static uint64_t
folder_print(const char *folder, const char *sub, unsigned *files)
{
	char path[PATH_LENGTH];
	struct dirent *entry;
	uint64_t sum = 0;
	DIR *dir;

	snprintf(
	    path, sizeof(path), "%s%s%s", folder, *sub != '\0' ? "/" : "", sub);
	dir = opendir(path);
	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		if (!is_script(sub, entry->d_name))
			continue;
		snprintf(
		    path, sizeof(path), "%s/%s/%s", folder, sub, entry->d_name);
		sum += file_print(path, entry->d_name);
		++*files;
	}
	if (dir != NULL)
		closedir(dir);
	return sum;
}

static uint64_t
print_of(const char *folder, unsigned *files)
{
	*files = 0;
	return folder_print(folder, "", files) +
	       3 * folder_print(folder, RULESET_RULES, files) +
	       5 * folder_print(folder, RULESET_LIB, files);
}

void
watch_begin(struct watch *w, const char *folder, int64_t now)
{
	*w = (struct watch){ .folder = folder, .since = now };
	w->known = w->seen = print_of(folder, &w->files);
	w->known_files = w->files;
}

bool
watch_look(struct watch *w, int64_t now)
{
	uint64_t print = print_of(w->folder, &w->files);

	if (print != w->seen) {
		w->seen = print;
		w->since = now;
	}
	if (w->seen == w->known ||
	    now - w->since <
		(w->files < w->known_files ? WATCH_GONE : WATCH_QUIET))
		return false;
	w->known = w->seen;
	w->known_files = w->files;
	return true;
}
