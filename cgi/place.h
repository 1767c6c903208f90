/* place.h -- where an event is: OpenAgenda's location as ours (event.h). */
#ifndef PLACE_H
#define PLACE_H

struct draft;
struct json;

/*
 * Put the place of a location, or nothing where it says nothing.  The point is
 * latitude and longitude, or "coordinates" as {lat, lon} or [lat, lon]; 0, 0
 * is a form that was not filled in.  That there is no usable point is told.
 * Telephone, mail and website are the place's own and are kept.
 */
void place_put(struct draft *, const struct json *location);

#endif
