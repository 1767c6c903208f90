/*
 * pack.h -- JSON trees as bytes that can be stored, mapped and read in place.
 *
 * Position-independent: offsets, no pointers.  Many trees share one pool of
 * strings, in which an equal string stands once; so ten thousand events do
 * not repeat their keys, their towns and their texts.  Integers are
 * variable-length, least significant seven bits first, signed ones zigzag
 * (as in Protocol Buffers' encoding).  Byte order does not matter.
 */
#ifndef PACK_H
#define PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;
struct err;
struct json;
struct pack;

/* Writing.  A tree with ready objects (json.h) cannot be packed. */
struct pack *pack_new(struct arena *, size_t max); /* bytes of each half */
void pack_share(struct pack *); /* equal parts of trees stand once: not for
				   messages */
size_t pack_string(struct pack *, const char *, size_t len); /* its offset */
size_t pack_tree(struct pack *, const struct json *);        /* its offset */
const struct buf *pack_strings(const struct pack *);
const struct buf *pack_trees(const struct pack *);
bool pack_ok(const struct pack *); /* both halves under the ceiling */

/* Reading: the two halves, wherever they lie. */
struct packed {
	const char *strings, *trees;
	size_t strings_len, trees_len;
};

/*
 * The tree at an offset.  Its strings stay where they are: they are valid as
 * long as the mapping.  The bytes are not trusted: a length, an offset, a
 * kind or a number that cannot be, a NUL that is missing or too many are
 * errors, and so is a tree deeper than JSON_DEPTH_MAX, with more than a million
 * values or 1 GB of text (what is shared counts each time).  That the strings
 * are UTF-8 is the caller's to know.
 */
bool pack_read(struct arena *, const struct packed *, size_t at, struct json **,
    struct err *);

/* One tree by itself, as one run of bytes: for messages between processes.
 * Reading refuses strings that are no UTF-8, and bytes after the tree.  Takes
 * up to sizeof(struct json) for each byte read. */
void
pack_message(struct arena *, struct buf *, const struct json *, size_t max);
bool pack_read_message(
    struct arena *, const char *, size_t len, struct json **, struct err *);

#endif
