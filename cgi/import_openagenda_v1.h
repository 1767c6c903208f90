/*
 * import_openagenda_v1.h -- one event of OpenAgenda's first export (events.json
 * of an agenda's page, out of use since 2025) as an event document.
 *
 * It has the place's members at its top level, {start, end} in UTC for
 * timings, and lists where version 2 has objects.
 */
#ifndef IMPORT_OPENAGENDA_V1_H
#define IMPORT_OPENAGENDA_V1_H

#include <stdbool.h>

struct batch;
struct json;

/* As in import_openagenda.h. */
bool import_openagenda_v1_knows(const struct json *record);
void import_openagenda_v1(
    struct batch *, const struct json *record, const struct json *agenda);

#endif
