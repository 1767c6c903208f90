/*
 * extra.h -- additional fields: what an agenda asks of its contributors beyond
 * what every event has, and where audiences and conditions really live.
 *
 * An event holds them at its top level, under codes of the agenda's own, as
 * ids of options.  The labels are in the agenda's description, schema.fields;
 * without it codes and ids are kept as they are, and read labels where the
 * export was made with them ({id, label}).
 *
 * Fields that hold people's data (an e-mail address, a telephone number, a
 * file, an image) and fields that not everybody may read are dropped.  Where
 * there is no schema to tell, texts that are one address or number are taken
 * for such.
 */
#ifndef EXTRA_H
#define EXTRA_H

#include <stdbool.h>

struct arena;
struct draft;
struct json;

/* The list schema.fields of an agenda's description, or of an agenda beside a
 * single event; NULL where there is none. */
const struct json *extra_schema(const struct json *agenda);

/*
 * The schema's additional fields, by code, for extra_put().  NULL for NULL.
 */
const struct json *extra_fields(struct arena *, const struct json *schema);

/* Is this member of an event one that every event has? */
bool extra_is_standard(const char *code);

/* Put the additional fields of a record, if it has any. */
void extra_put(struct draft *, const struct json *record);

#endif
