/*
 * corrected.h -- one event as its corrections (correction.h) make it.
 */
#ifndef CORRECTED_H
#define CORRECTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct catalog_event;
struct json;

#define CORRECTED_NO_TIMING 0 /* numbers are from 1 */

enum corrected_kind {
	CORRECTED_CANCEL,
	CORRECTED_FULL,
	CORRECTED_MOVE,
	CORRECTED_NOTE,
	CORRECTED_HIDE,
	CORRECTED_FEATURE,
	CORRECTED_KINDS
};

/* The kind of a word; CORRECTED_KINDS for none. */
enum corrected_kind corrected_kind(const char *word);

/* A correction that was made. */
struct corrected_by {
	int64_t id, slot;
	enum corrected_kind kind;
	const struct json *detail;
	int32_t made, undone;
	bool stands; /* it was not undone ... */
	bool counts; /* ... and does something: corrected_event() says */
};

/* Correct an event by all that were made of it, the oldest first: the document
 * is another one then, never written to. */
void corrected_event(struct arena *, struct catalog_event *,
    struct corrected_by *, size_t count);

#endif
