/* arena.c -- memory that lives as long as one request, import or command. */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "log.h"

#define BLOCK_FIRST ((size_t)16 << 10) /* bytes */
#define BLOCK_MAX   ((size_t)1 << 20)  /* blocks double up to this */
#define ALIGN       16

/*
 * Under AddressSanitizer only what was handed out may be touched, and a gap
 * follows each piece: a step outside it shows, as does use after the reset.
 */
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#define GAP ALIGN /* bytes */
#else
#define ASAN_POISON_MEMORY_REGION(at, size)   ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define GAP                                   0
#endif

struct block {
	struct block *before;
	size_t size, used; /* of data */
	_Alignas(ALIGN) unsigned char data[];
};

struct cleanup {
	struct cleanup *before;
	void (*fn)(void *);
	void *object;
};

struct arena {
	struct block *block; /* the newest */
	struct cleanup *cleanups;
};

static _Noreturn void
give_up(size_t size)
{
	log_line("out of memory (%zu bytes asked for)", size);
	abort();
}

void *
arena_obtain(size_t size)
{
	void *p = malloc(size);

	if (p == NULL)
		give_up(size);
	return p;
}

static struct block *
block_new(struct block *before, size_t size)
{
	struct block *b = arena_obtain(sizeof(*b) + size);

	b->before = before;
	b->size = size;
	b->used = 0;
	ASAN_POISON_MEMORY_REGION(b->data, size);
	return b;
}

struct arena *
arena_new(void)
{
	struct arena *a = arena_obtain(sizeof(*a));

	a->block = block_new(NULL, BLOCK_FIRST);
	a->cleanups = NULL;
	return a;
}

void
arena_reset(struct arena *a)
{
	struct block *kept = NULL, *before;
	struct cleanup *c;

	while ((c = a->cleanups) != NULL) {
		a->cleanups = c->before; /* fn may register another */
		c->fn(c->object);
	}
	for (struct block *b = a->block; b != NULL; b = before) {
		before = b->before;
		if (kept == NULL && b->size <= BLOCK_MAX)
			kept = b;
		else
			free(b);
	}
	kept->before = NULL; /* there is one: the first is small */
	kept->used = 0;
	ASAN_POISON_MEMORY_REGION(kept->data, kept->size);
	a->block = kept;
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	arena_reset(a);
	free(a->block);
	free(a);
}

/* What a piece of so many bytes takes of its block. */
static size_t
taken(size_t size)
{
	if (size > SIZE_MAX / 2)
		give_up(size);
	return ((size + ALIGN - 1) & ~(size_t)(ALIGN - 1)) + GAP;
}

void *
arena_alloc_raw(struct arena *a, size_t size)
{
	struct block *b = a->block;
	size_t take = taken(size), next;
	void *p;

	if (take > b->size - b->used) {
		next = b->size < BLOCK_MAX ? b->size * 2 : BLOCK_MAX;
		b = a->block = block_new(b, take > next ? take : next);
	}
	p = b->data + b->used;
	b->used += take;
	ASAN_UNPOISON_MEMORY_REGION(p, size);
	return p;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	return memset(arena_alloc_raw(a, size), 0, size);
}

void *
arena_array(struct arena *a, size_t count, size_t size)
{
	if (count > SIZE_MAX / size)
		give_up(SIZE_MAX);
	return arena_alloc(a, count * size);
}

void *
arena_grow_raw(struct arena *a, void *old, size_t had, size_t want)
{
	struct block *b = a->block;
	size_t held = taken(had), take = taken(want);
	unsigned char *p = old;

	if (want <= had)
		return old;
	if (p != NULL && p + held == b->data + b->used &&
	    take - held <= b->size - b->used) {
		b->used += take - held;
		ASAN_UNPOISON_MEMORY_REGION(p, want);
		return p;
	}
	p = arena_alloc_raw(a, want);
	return had > 0 ? memcpy(p, old, had) : p;
}

void *
arena_grow(struct arena *a, void *old, size_t had, size_t want)
{
	unsigned char *p = arena_grow_raw(a, old, had, want);

	if (want > had)
		memset(p + had, 0, want - had);
	return p;
}

char *
arena_strndup(struct arena *a, const char *s, size_t len)
{
	char *copy = arena_alloc(a, len + 1);

	return len > 0 ? memcpy(copy, s, len) : copy;
}

char *
arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *s;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (len < 0) /* longer than an int can say */
		give_up(SIZE_MAX);
	s = arena_alloc(a, (size_t)len + 1);
	va_start(ap, fmt);
	vsnprintf(s, (size_t)len + 1, fmt, ap);
	va_end(ap);
	return s;
}

void
arena_defer(struct arena *a, void (*fn)(void *), void *object)
{
	struct cleanup *c = arena_alloc(a, sizeof(*c));

	c->before = a->cleanups;
	c->fn = fn;
	c->object = object;
	a->cleanups = c;
}
