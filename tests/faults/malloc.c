/*
 * malloc.c -- memory that runs out, for a program it is preloaded into
 * (LD_PRELOAD).  It follows a plan, which is the file named by MALLOC_PLAN:
 *
 *	7	the seventh request from now on fails; who is at it removes
 *		the file, so that of several processes one fails, once
 *	7+	the seventh fails, and all that follow
 *
 * Each process counts for itself, from when it first finds the file.  Requests
 * are malloc, calloc and realloc, and mmap.  MALLOC_COUNT names a file in which
 * a process that ends by itself leaves how many there were.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

static long left; /* requests until it fails; 0: there is no plan yet */
static long seen;
static bool for_ever;

static void
read_plan(const char *path)
{
	char text[32] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *end = text;

	if (fd < 0)
		return;
	if (read(fd, text, sizeof(text) - 1) > 0)
		left = strtol(text, &end, 10);
	for_ever = *end == '+';
	close(fd);
}

static bool
is_due(void)
{
	const char *path = getenv("MALLOC_PLAN");

	seen++;
	if (path == NULL)
		return false;
	if (left == 0)
		read_plan(path);
	if (left == 0 || --left > 0)
		return false;
	if (for_ever) {
		left = 1;
		return true;
	}
	return unlink(path) == 0;
}

static bool
fails(void)
{
	int was = errno;
	bool due = is_due();

	errno = due ? ENOMEM : was;
	return due;
}

void *
malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
	return fails() ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *old, size_t size)
{
	return fails() ? NULL : __libc_realloc(old, size);
}

void *
mmap(void *at, size_t len, int protection, int flags, int fd, off_t offset)
{
	static void *(*real)(void *, size_t, int, int, int, off_t);

	if (real == NULL)
		*(void **)&real = dlsym(RTLD_NEXT, "mmap");
	return fails() ? MAP_FAILED
		       : real(at, len, protection, flags, fd, offset);
}

__attribute__((destructor)) static void
tell(void)
{
	const char *file = getenv("MALLOC_COUNT");
	int fd =
	    file != NULL
		? open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)
		: -1;

	if (fd < 0)
		return;
	dprintf(fd, "%ld\n", seen);
	close(fd);
}
