/*
 * current.h -- the application as it is live, for as long as a process answers.
 */
#ifndef CURRENT_H
#define CURRENT_H

#include <stdbool.h>
#include <stdint.h>

struct app;
struct arena;
struct current;
struct settings;
struct tallies;

#define CURRENT_LOOK  100  /* milliseconds between two looks at the file */
#define CURRENT_AGAIN 5000 /* the same after one that could not be opened */

/* Open it, to be counted as this worker's; NULL, which is logged, where that
 * fails. */
struct current *current_begin(
    struct arena *, const struct settings *, struct tallies *, int worker);

/* The application, of a new publication where there is one: a file in the place
 * of the old one.  One that cannot be opened leaves the old one in force
 * and is tried again: it may not be its fault.  But what was damaged where it
 * is shows no half page.  "now": milliseconds.  Valid until the next call. */
struct app *current_app(struct current *, int64_t now);

#endif
