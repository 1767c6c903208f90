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

static void *
obtain(size_t size)
{
	void *p = size < SIZE_MAX / 2 ? malloc(size) : NULL;

	if (p == NULL) {
		log_line("out of memory (%zu bytes asked for)", size);
		abort();
	}
	return p;
}

static struct block *
block_new(struct block *before, size_t size)
{
	struct block *b = obtain(sizeof(*b) + size);

	b->before = before;
	b->size = size;
	b->used = 0;
	return b;
}

static void
block_free(struct block *b)
{
#ifndef NDEBUG
	memset(b->data, 0xa5, b->used); /* use after the request shows */
#endif
	free(b);
}

struct arena *
arena_new(void)
{
	struct arena *a = obtain(sizeof(*a));

	a->block = block_new(NULL, BLOCK_FIRST);
	a->cleanups = NULL;
	return a;
}

void
arena_reset(struct arena *a)
{
	struct block *b;

	for (struct cleanup *c = a->cleanups; c != NULL; c = c->before)
		c->fn(c->object);
	a->cleanups = NULL;
	while ((b = a->block->before) != NULL) {
		a->block->before = b->before;
		block_free(b);
	}
	a->block->used = 0;
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	arena_reset(a);
	block_free(a->block);
	free(a);
}

void *
arena_alloc(struct arena *a, size_t size)
{
	struct block *b = a->block;
	size_t room, want;
	void *p;

	size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	room = b->size - b->used;
	if (size > room) {
		want = b->size < BLOCK_MAX ? b->size * 2 : BLOCK_MAX;
		b = a->block = block_new(b, size > want ? size : want);
	}
	p = b->data + b->used;
	b->used += size;
	return memset(p, 0, size);
}

void *
arena_grow(struct arena *a, void *old, size_t had, size_t want)
{
	struct block *b = a->block;
	size_t kept = (had + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	void *p;

	if (old != NULL && (unsigned char *)old + kept == b->data + b->used &&
	    want > kept && want - kept <= b->size - b->used) {
		arena_alloc(a, want - kept);
		return old;
	}
	p = arena_alloc(a, want);
	return had > 0 ? memcpy(p, old, had) : p;
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
