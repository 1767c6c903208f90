/*
 * import_opendatasoft.h -- one record of the data set "Evenements publics
 * OpenAgenda" on Opendatasoft portals (evenements-publics-openagenda) as an
 * event document.
 *
 * The data set is OpenAgenda's events under flat names, with JSON inside texts
 * and times in UTC; a record is brought into the form of OpenAgenda's API and
 * taken as one of its.  Additional fields are not in it.
 */
#ifndef IMPORT_OPENDATASOFT_H
#define IMPORT_OPENDATASOFT_H

#include <stdbool.h>

struct batch;
struct json;

/* Does this look like such a record? */
bool import_opendatasoft_knows(const struct json *record);

/* Take one record; "agenda" is as in import_openagenda.h. */
void import_opendatasoft(
    struct batch *, const struct json *record, const struct json *agenda);

#endif
