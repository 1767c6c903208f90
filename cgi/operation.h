/*
 * operation.h -- requests that changed something, so that none does it twice.
 * The owner of the table operation.
 *
 * A form carries a name; who sends it again as it was (a double tap, a page
 * loaded anew, a replay) is led where the first one was.  What was changed in
 * it since, as after going back in the browser, is another operation.
 */
#ifndef OPERATION_H
#define OPERATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

#define OPERATION_LENGTH 32            /* characters of a name */
#define OPERATION_KEPT   (7 * 24 * 60) /* minutes */

/* A new name, from the system's randomness. */
const char *operation_new(struct arena *);

/* May this be one? */
bool operation_is_name(const char *);

/* What a form of that name asks for: the operation's own name. */
const char *operation_of(struct arena *, const char *name, const char *path,
    const void *body, size_t len);

/* Where the answer of that name led, or NULL: it was not done. */
const char *operation_find(struct arena *, struct db *, const char *name);

/* Note, in the transaction that does it, that it is done.  A second one of the
 * same name makes that transaction fail. */
void operation_keep(struct db *, const char *name, const char *author,
    int32_t now, const char *location);

#endif
