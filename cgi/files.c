/* files.c -- whole files, read and replaced safely. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "files.h"

#define STEP      65536 /* bytes a read() */
#define NAMES_MAX 4096

/* What a file's name ends in until it is whole: as mkostemp(3) has it, and a
 * word before it that nobody ends a copy of his own in. */
#define PART_WORD   ".part-"
#define PART_ENDING PART_WORD "XXXXXX"

static bool
told(const char *path, struct err *err)
{
	if (errno == ENOSPC || errno == EDQUOT)
		return err_set(err, ERR_SYSTEM,
		    "%s: the disk is full; make room on the server and try "
		    "again",
		    path);
	if (errno == EFBIG)
		return err_set(err, ERR_SYSTEM,
		    "%s: no file may be so large here; raise the limit "
		    "(ulimit -f) and try again",
		    path);
	return err_set(err, errno == ENOENT ? ERR_MISSING : ERR_SYSTEM,
	    "%s: %s", path, strerror(errno));
}

static bool
read_all(int fd, const char *path, struct buf *out, struct err *err)
{
	char step[STEP];
	ssize_t got;

	while ((got = read(fd, step, sizeof(step))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return told(path, err);
		buf_put(out, step, (size_t)got);
		if (!buf_ok(out))
			return err_set(err, ERR_LIMIT,
			    "%s is larger than %zu bytes, which is the limit",
			    path, out->max);
	}
	return true;
}

bool
files_read(const char *path, struct buf *out, struct err *err)
{
	/* O_NONBLOCK: opening a pipe must not wait for its writer. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	bool ok;

	if (fd < 0)
		return told(path, err);
	if (fstat(fd, &st) != 0)
		ok = told(path, err);
	else if (!S_ISREG(st.st_mode))
		ok = err_set(err, ERR_INPUT, "%s is not a file", path);
	else
		ok = read_all(fd, path, out, err);
	close(fd);
	return ok;
}

static bool
write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t put = write(fd, bytes, len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		bytes += put;
		len -= (size_t)put;
	}
	return fsync(fd) == 0;
}

static void
let_go(void *object)
{
	int *fd = object;

	close(*fd);
}

/* What may stand beside a part, whose name comes last: a database that is
 * written, with what SQLite has beside it. */
#define BESIDE "-db"
static const char *const besides[] = { BESIDE "-journal", BESIDE "-wal",
	BESIDE "-shm", BESIDE, "" };

static void
remove_part(struct arena *a, const char *part)
{
	for (size_t i = 0; i < sizeof(besides) / sizeof(*besides); i++)
		unlink(arena_printf(a, "%s%s", part, besides[i]));
}

/* Whoever writes a part holds its lock, which goes with its process.  "most":
 * bytes that it may have. */
static void
remove_left(struct arena *a, const char *part, off_t most)
{
	int fd = open(part, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct stat st;

	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0 &&
	    fstat(fd, &st) == 0 && st.st_size <= most)
		remove_part(a, part);
	if (fd >= 0)
		close(fd);
}

static bool
is_part(const char *name, const char *of, size_t len)
{
	return strlen(name) == len + strlen(PART_ENDING) &&
	       strncmp(name, of, len) == 0 &&
	       strncmp(name + len, PART_WORD, strlen(PART_WORD)) == 0;
}

/* A process that was killed on the way left a part as large as the file: they
 * would fill the disk, one a death. */
static void
sweep(struct arena *a, const char *path, off_t most)
{
	const char *slash = strrchr(path, '/');
	const char *of = slash != NULL ? slash + 1 : path;
	const char *folder =
	    slash != NULL ? arena_strndup(a, path, (size_t)(of - path)) : "./";
	DIR *dir = opendir(folder);
	struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL)
		if (is_part(entry->d_name, of, strlen(of)))
			remove_left(a,
			    arena_printf(a, "%s%s", folder, entry->d_name),
			    most);
	if (dir != NULL)
		closedir(dir);
}

/* An empty part, ours until the arena goes; its descriptor, or -1. */
static int
open_part(struct arena *a, const char *path, char **part)
{
	struct stat st;
	int *fd;

	do { /* until nobody took it for left behind before it was locked */
		fd = ARENA_NEW(a, int);
		*part = arena_printf(a, "%s" PART_ENDING, path);
		*fd = mkostemp(*part, O_CLOEXEC);
		if (*fd < 0)
			return -1;
		arena_defer(a, let_go, fd);
		flock(*fd, LOCK_EX);
	} while (fstat(*fd, &st) == 0 && st.st_nlink == 0);
	return *fd;
}

const char *
files_prepare(struct arena *a, const char *path, mode_t mode, const void *bytes,
    size_t len, struct err *err)
{
	char *part;
	int fd;

	sweep(a, path, INT64_MAX);
	fd = open_part(a, path, &part);
	if (fd >= 0 && fchmod(fd, mode) == 0 && write_all(fd, bytes, len))
		return part;
	told(path, err);
	if (fd >= 0)
		unlink(part);
	return NULL;
}

/* The part itself stays empty and has the lock: on a disk across the network
 * SQLite could not lock a file that is locked, not even by itself. */
const char *
files_begin(struct arena *a, const char *path, mode_t mode, struct err *err)
{
	char *part;
	const char *beside;
	int fd;

	sweep(a, path, 0); /* people may have files of such names there */
	if (open_part(a, path, &part) < 0) {
		told(path, err);
		return NULL;
	}
	beside = arena_printf(a, "%s" BESIDE, part);
	fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	if (fd >= 0 && fchmod(fd, mode) == 0) {
		close(fd);
		return beside;
	}
	told(path, err);
	if (fd >= 0)
		close(fd);
	remove_part(a, part);
	return NULL;
}

void
files_end(struct arena *a, const char *begun)
{
	if (begun != NULL)
		remove_part(
		    a, arena_strndup(a, begun, strlen(begun) - strlen(BESIDE)));
}

bool
files_settle(const char *part, const char *path, struct err *err)
{
	if (rename(part, path) == 0)
		return true;
	told(path, err);
	unlink(part);
	return false;
}

bool
files_replace(const char *path, mode_t mode, const void *bytes, size_t len,
    struct err *err)
{
	struct arena *a = arena_new();
	const char *part = files_prepare(a, path, mode, bytes, len, err);
	bool ok = part != NULL && files_settle(part, path, err);

	arena_free(a);
	return ok;
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool
ends_in(const char *name, const char *suffix)
{
	size_t len = strlen(name), tail = strlen(suffix);

	return len > tail && strcmp(name + len - tail, suffix) == 0;
}

bool
files_list(struct arena *a, const char *folder, const char *suffix,
    char ***names, struct err *err)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	size_t count = 0;

	if (dir == NULL)
		return told(folder, err);
	*names = ARENA_ARRAY(a, char *, NAMES_MAX + 1);
	while ((entry = readdir(dir)) != NULL && count < NAMES_MAX)
		if (entry->d_name[0] != '.' && ends_in(entry->d_name, suffix))
			(*names)[count++] = arena_strdup(a, entry->d_name);
	closedir(dir);
	qsort(*names, count, sizeof(**names), by_bytes);
	if (count == NAMES_MAX)
		return err_set(err, ERR_LIMIT, "%s: more than %d files", folder,
		    NAMES_MAX - 1);
	return true;
}

struct mapping {
	void *at;
	size_t len;
};

static void
unmap(void *object)
{
	struct mapping *m = object;

	munmap(m->at, m->len);
}

const void *
files_map(struct arena *a, const char *path, size_t *len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct mapping *m = ARENA_NEW(a, struct mapping);
	struct stat st;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0) {
		m->len = (size_t)st.st_size;
		m->at = mmap(NULL, m->len, PROT_READ, MAP_SHARED, fd, 0);
	}
	close(fd);
	if (m->len == 0 || m->at == MAP_FAILED)
		return NULL;
	arena_defer(a, unmap, m);
	*len = m->len;
	return m->at;
}
