/*
 * import_openagenda.h -- one event of OpenAgenda as an event document.
 *
 * The form is that of the API's version 2, detailed or summary, in languages
 * or monolingual, with or without labels (developers.openagenda.com, and what
 * is met in files).  What is nearly that is reshaped into it by the importers
 * after this one.
 *
 * What identifies contributors (member, creatorUid, ownerUid, contributor_*)
 * and what belongs to moderation is left behind, and so are images and
 * embedded HTML.
 */
#ifndef IMPORT_OPENAGENDA_H
#define IMPORT_OPENAGENDA_H

#include <stdbool.h>

struct batch;
struct json;

/* Does this look like such a record? */
bool import_openagenda_knows(const struct json *record);

/*
 * Take one record.  "agenda" is the uid of the agenda it came with, as it
 * stands there, or NULL: the record may name it itself.
 */
void import_openagenda(
    struct batch *, const struct json *record, const struct json *agenda);

#endif
