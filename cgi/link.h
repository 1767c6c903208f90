/*
 * link.h -- which addresses from outside may become links.
 *
 * A link is one of three things: a web address (http or https, with a host
 * and no user part), a mail address, or a telephone number.  Everything else
 * is not a link and stays text: other schemes, relative addresses, control
 * characters and white space inside, invisible and bidirectional characters,
 * backslashes, hosts whose labels mix scripts or hold anything but letters,
 * digits and hyphens.
 *
 * The forms follow RFC 3986 (web), RFC 6068 (mailto) and RFC 3966 (tel), each
 * narrowed to what a visitor can be sent to without surprise.
 */
#ifndef LINK_H
#define LINK_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

#define LINK_MAX      2047 /* bytes of an address, given or written out */
#define LINK_MAIL_MAX 254  /* bytes of a mail address: RFC 5321 */
#define LINK_TEL_MIN  2    /* digits of a telephone number */
#define LINK_TEL_MAX  20

/*
 * What may stand in href="": the address with its scheme in lower case and
 * everything outside RFC 3986 percent-encoded in UTF-8, or NULL where it is
 * not a link.  Outer white space is cut.  A host in another script stays as
 * it is (browsers encode it).  What comes out gives itself when asked again.
 *
 * link_any() takes all three kinds, told apart by their scheme (http, https,
 * mailto, tel); the others take one kind each, link_mail() and link_tel()
 * with or without their scheme.
 */
char *link_any(struct arena *, const char *, size_t len);
char *link_web(struct arena *, const char *, size_t len);
char *link_mail(struct arena *, const char *, size_t len); /* "mailto:..." */
char *link_tel(struct arena *, const char *, size_t len);  /* "tel:..." */

/*
 * The same by the kind's name in documents (event.h): "link", "mail" or
 * "phone".  A link's value is its href, a mail's the plain address, a phone's
 * the number as people write it.  NULL where the value is not of that kind.
 */
char *link_href(struct arena *, const char *kind, const char *value);

/* What to show for such a value: a web address without its scheme and closing
 * slash, cut to LINK_WORDS_MAX; the others as they are. */
#define LINK_WORDS_MAX 60 /* bytes */
char *link_words(struct arena *, const char *kind, const char *value);

#endif
