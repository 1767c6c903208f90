/*
 * edition_town.h -- which towns there are, and which events are in each.
 *
 * A town is known by its INSEE code where events have one; else by its name
 * with the first two signs of its postcode, so that a town with several
 * postcodes is one.  Of several spellings the commonest is shown.
 */
#ifndef EDITION_TOWN_H
#define EDITION_TOWN_H

#include <stddef.h>
#include <stdint.h>

#include "geo.h"

struct edition;

struct edition_town {
	const char *id;      /* the name's slug, with the postcode where two
				towns share it: for addresses */
	const char *label;   /* the name, with the postcode likewise */
	struct geo_point at; /* the middle of its events; lat SNAPSHOT_NOWHERE
				where none has a point */
	uint32_t *events;
	size_t count;
};

/* In order of id. */
struct edition_town *edition_towns(struct edition *, size_t *count);

#endif
