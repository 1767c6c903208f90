/*
 * sniff.h -- what a file is that cannot be imported, and what to do about it.
 *
 * Each sentence names the file, says what it looks like, and ends in advice.
 */
#ifndef SNIFF_H
#define SNIFF_H

#include <stddef.h>

struct arena;
struct json;

struct sniff_file {
	const char *name; /* for the sentence */
	const char *text;
	size_t len;
};

/* Why a file is not even worth parsing; NULL where it may be JSON of at most
 * "max" bytes. */
char *sniff_text(struct arena *, const struct sniff_file *, size_t max);

/* Why it could not be parsed; "said" is the parser's own sentence. */
char *sniff_broken(struct arena *, const struct sniff_file *, const char *said);

/* What a JSON file is that holds no events we know. */
char *
sniff_tree(struct arena *, const struct sniff_file *, const struct json *);

#endif
