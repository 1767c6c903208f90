/*
 * sync_state.h -- what is known of the agendas that are fetched: how far, and
 * how it went.  The owner of the table sync.
 */
#ifndef SYNC_STATE_H
#define SYNC_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

#define SYNC_NEVER INT32_MIN

struct sync_state {
	const char *source;
	const char *address; /* of the agenda */
	int64_t runs;        /* stored so far */
	/* Times (when.h), or SYNC_NEVER. */
	int32_t done;  /* the last success */
	int32_t whole; /* the last one that fetched everything */
	int32_t since; /* what changed before, by the agenda's clock, is here */
	const char *tag, *schema; /* the agenda's description, or NULL */
	int32_t failed;           /* the last failure after "done" */
	const char *failure;      /* its sentence, or NULL */
};

/* All inside the caller's transaction.  What is not there yet has no address,
 * and its times are SYNC_NEVER. */
void sync_state_load(
    struct arena *, struct db *, const char *source, struct sync_state *);
void sync_state_save(struct db *, const struct sync_state *);
struct sync_state *sync_state_list(struct arena *, struct db *, size_t *count);

#endif
