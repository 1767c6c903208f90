/*
 * spelling.h -- one spelling for the departments and regions of an import.
 *
 * Contributors write a region in many ways ("Ile de France", "IDF").  Among
 * spellings that fold to the same, the commonest is taken for all; and where
 * most events of one town (with one beginning of its postcode) say the same
 * department or region, the town's others follow.
 */
#ifndef SPELLING_H
#define SPELLING_H

struct arena;
struct json;

/* Changes the documents in the list, which are this caller's own. */
void spelling_settle(struct arena *, struct json *events);

#endif
