/* backup_mark.c -- the last line of a backup. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "backup_mark.h"
#include "err.h"
#include "files.h"
#include "hash.h"

#define WORDS "\nalmanach backup, sha256 "
#define LEN   (sizeof(WORDS) - 1 + HASH_HEX + 1)

/* The line of some bytes. */
static const char *
line_of(struct arena *a, const void *bytes, size_t len)
{
	return arena_printf(a, WORDS "%s\n", hash_hex(a, bytes, len));
}

static bool
append(const char *path, const char *line, struct err *err)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
	bool ok =
	    fd >= 0 && write(fd, line, LEN) == (ssize_t)LEN && fsync(fd) == 0;

	if (!ok)
		err_set(err, ERR_SYSTEM, "%s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return ok;
}

bool
backup_mark_put(const char *path, struct err *err)
{
	struct arena *a = arena_new();
	size_t len;
	const char *bytes = files_map(a, path, &len);
	bool ok = bytes != NULL
		      ? append(path, line_of(a, bytes, len), err)
		      : err_set(err, ERR_SYSTEM, "%s cannot be read", path);

	arena_free(a);
	return ok;
}

enum backup_mark
backup_mark_check(const char *path)
{
	struct arena *a = arena_new();
	enum backup_mark mark = BACKUP_UNMARKED;
	size_t len;
	const char *bytes = files_map(a, path, &len), *line;

	if (bytes != NULL && len > LEN) {
		line = bytes + len - LEN;
		if (memcmp(line, WORDS, strlen(WORDS)) == 0)
			mark =
			    memcmp(line, line_of(a, bytes, len - LEN), LEN) == 0
				? BACKUP_WHOLE
				: BACKUP_DAMAGED;
	}
	arena_free(a);
	return mark;
}
