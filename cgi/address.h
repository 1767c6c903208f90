/* address.h -- the address of a place, told apart from its town. */
#ifndef ADDRESS_H
#define ADDRESS_H

struct arena;
struct json;

/*
 * The address of a place without the postcode and the town at its end, which
 * many forms have written there: so that both can be added, once.  A town's
 * name alone goes only behind a comma or a line's end, for "rue de Lille" is
 * a street.  NULL where nothing is left.
 */
const char *address_street(struct arena *, const struct json *place);

#endif
