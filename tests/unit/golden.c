/* golden.c -- files of tests, and comparing what came with what is wanted. */
#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "golden.h"
#include "json.h"
#include "unit.h"

#define NAMES_MAX  1000
#define WANT_MAX   ((size_t)16 << 20)
#define LINE_DEPTH 5 /* deeper trees are written on one line */

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names in a folder, of files or of folders, ended by NULL. */
static const char **
names(struct arena *a, const char *folder, const char *prefix, bool folders)
{
	const char **list = ARENA_ARRAY(a, const char *, NAMES_MAX + 1);
	DIR *dir = opendir(folder);
	struct dirent *entry;
	struct stat st;
	size_t n = 0;

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		const char *name = entry->d_name;

		if (*name == '.' || strncmp(name, prefix, strlen(prefix)) != 0)
			continue;
		assert_int_equal(
		    stat(arena_printf(a, "%s/%s", folder, name), &st), 0);
		assert_true(n < NAMES_MAX);
		if (S_ISDIR(st.st_mode) == folders)
			list[n++] = arena_strdup(a, name);
	}
	if (dir != NULL)
		closedir(dir);
	qsort(list, n, sizeof(*list), by_name);
	return list;
}

static char *
read_file(struct arena *a, const char *path, size_t *len)
{
	FILE *f = fopen(path, "rb");
	char *text;

	if (f == NULL)
		return NULL;
	assert_int_equal(fseek(f, 0, SEEK_END), 0);
	*len = (size_t)ftell(f);
	rewind(f);
	text = arena_alloc(a, *len + 1);
	assert_int_equal(fread(text, 1, *len, f), *len);
	fclose(f);
	return text;
}

struct golden_file *
golden_files(struct arena *a, const char *folder, const char *prefix)
{
	const char **list = names(a, folder, prefix, false);
	struct golden_file *files =
	    ARENA_ARRAY(a, struct golden_file, NAMES_MAX + 1);

	for (size_t i = 0; list[i] != NULL; i++) {
		const char *path = arena_printf(a, "%s/%s", folder, list[i]);

		files[i].name = list[i];
		files[i].text = read_file(a, path, &files[i].len);
		assert_non_null(files[i].text);
	}
	return files;
}

const char **
golden_folders(struct arena *a, const char *folder)
{
	return names(a, folder, "", true);
}

/* ---- comparing --------------------------------------------------------------
 */

/* One line for each member or item, as far as LINE_DEPTH. */
static void
put_lines(struct buf *b, const struct json *j, int depth)
{
	if (!json_is_parent(j) || j->len == 0 || depth == LINE_DEPTH) {
		json_write(b, j);
		return;
	}
	buf_putc(b, j->kind == JSON_ARRAY ? '[' : '{');
	JSON_EACH(child, j)
	{
		buf_puts(b, child == j->first ? "\n" : ",\n");
		for (int i = 0; i <= depth; i++)
			buf_putc(b, '\t');
		if (child->key != NULL)
			buf_printf(b, "\"%s\": ", child->key);
		put_lines(b, child, depth + 1);
	}
	buf_putc(b, '\n');
	for (int i = 0; i < depth; i++)
		buf_putc(b, '\t');
	buf_putc(b, j->kind == JSON_ARRAY ? ']' : '}');
}

void
golden_compare(struct arena *a, const char *path, const struct json *got)
{
	const char *mode = getenv("GOLDEN");
	struct buf b = buf_new(a, WANT_MAX);
	size_t len = 0;
	char *want;
	FILE *f;

	put_lines(&b, got, 0);
	buf_putc(&b, '\n');
	assert_true(buf_ok(&b));
	if (mode != NULL && strcmp(mode, "write") == 0) {
		f = fopen(path, "wb");
		assert_non_null(f);
		assert_int_equal(fwrite(b.data, 1, b.len, f), b.len);
		fclose(f);
		return;
	}
	want = read_file(a, path, &len);
	if (want == NULL || strcmp(want, b.data) != 0)
		fail_msg("%s: not what came:\n%s", path, b.data);
}
