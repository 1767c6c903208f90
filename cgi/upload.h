/*
 * upload.h -- files that an editor has sent and neither accepted nor left.
 * The owner of the table upload.
 *
 * A row keeps what was sent at once: the bytes of the files one after the
 * other, the agenda's description last, and in "detail" what they are:
 * {"files": [{"name", "len"}], "schema": {"name", "len"}?, "source": text?,
 * "partial": bool}.
 */
#ifndef UPLOAD_H
#define UPLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sniff.h"

struct arena;
struct db;

#define UPLOAD_KEPT     (7 * 24 * 60) /* minutes */
#define UPLOADS_MAX     10            /* of one author */
#define UPLOAD_NAME_MAX 300           /* bytes of all names together */

struct upload {
	const char *id, *author;
	int32_t at;
	const char *name; /* of all files, to show */
	const struct sniff_file *files;
	size_t count;
	const struct sniff_file *schema; /* or NULL */
	const char *source;              /* key, or NULL: what they suggest */
	bool partial;
};

/* Keep one, inside the caller's transaction.  Those of anybody that are too
 * old go, and the author's oldest where they are too many.  "name" is made
 * here. */
void upload_keep(struct arena *, struct db *, const struct upload *);

/* An author's own one with its files; false where there is none. */
bool upload_load(struct arena *, struct db *, const char *id,
    const char *author, struct upload *);

/* What waits of an author, the latest first, without the files: at most
 * UPLOADS_MAX. */
size_t
upload_list(struct arena *, struct db *, const char *author, struct upload *);

void upload_forget(struct db *, const char *id, const char *author);

#endif
