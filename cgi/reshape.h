/*
 * reshape.h -- a record of one form as the record of another, by a table.
 *
 * Formats that are OpenAgenda's events under other names are brought into the
 * form of its API first, so that there is one mapping into our documents.
 * Members without a row are left behind.
 */
#ifndef RESHAPE_H
#define RESHAPE_H

#include <stddef.h>

struct arena;
struct json;

enum reshape_how {
	RESHAPE_AS_IS,
	RESHAPE_LANGUAGES, /* "title_" stands for title_fr, title_en, ... */
	RESHAPE_JSON       /* a text that holds JSON; left out where not */
};

struct reshape_row {
	const char *from;
	const char *object; /* the member of the new record it goes into, or
			     * NULL for the record itself */
	const char *key;
	enum reshape_how how;
};

/* Rows with the same object stand together.  Shares parts with "record". */
struct json *reshape(struct arena *, const struct json *record,
    const struct reshape_row *, size_t rows);

#endif
