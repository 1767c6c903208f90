/*
 * arena.h -- memory that lives as long as one request, import or command.
 *
 * What a request builds is never freed singly: it goes when its arena goes.
 * Out of memory ends the process (the supervisor starts a new one), so that
 * no caller has to check.
 */
#ifndef ARENA_H
#define ARENA_H

#include <stddef.h>

struct arena;

/* malloc() that ends the process in the same way: for libraries whose own would
 * be taken for another failure.  free() it. */
void *arena_obtain(size_t);

struct arena *arena_new(void);
void arena_free(struct arena *); /* NULL is fine */

/* Run the clean-ups and forget everything, but keep one block for reuse (1 MB
 * at most: one large request does not stay for ever). */
void arena_reset(struct arena *);

/* Zeroed, aligned for any object; valid until the arena goes. */
void *arena_alloc(struct arena *, size_t);

/* The same, but whatever it holds: for what is written before it is read. */
void *arena_alloc_raw(struct arena *, size_t);

/* Zeroed: "count" objects of "size" bytes, more than 0. */
void *arena_array(struct arena *, size_t count, size_t size);

/* A block of "had" bytes becomes one of "want", the new bytes zeroed: the old
 * one is left behind unless it was the last one handed out.  Never shrinks.
 * The raw one leaves the new bytes as they are. */
void *arena_grow(struct arena *, void *, size_t had, size_t want);
void *arena_grow_raw(struct arena *, void *, size_t had, size_t want);

char *arena_strdup(struct arena *, const char *);
char *arena_strndup(struct arena *, const char *, size_t);
char *arena_printf(struct arena *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Call fn(object) when the arena goes, last registered first: for what
 * libraries hand out (a cJSON tree, a FILE). */
void arena_defer(struct arena *, void (*fn)(void *), void *object);

/* "count" zeroed objects of a type. */
#define ARENA_ARRAY(arena, type, count)                                        \
	((type *)arena_array((arena), (size_t)(count), sizeof(type)))
#define ARENA_NEW(arena, type) ARENA_ARRAY(arena, type, 1)

#endif
