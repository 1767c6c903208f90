/*
 * records.h -- a whole answer as FastCGI frames it (FastCGI 1.0, sections 3.3
 * and 5.5).
 */
#ifndef RECORDS_H
#define RECORDS_H

struct buf;

/* Append the records of an answer to a request, and the one that ends it. */
void records_put(struct buf *, int request, const struct buf *answer);

#endif
