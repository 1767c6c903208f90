/*
 * answer_sync.h -- what phones copy: /sync/..., as www/worker/README.md has
 * it.  All but the head never changes under its name, so that everybody on the
 * way may keep it.
 */
#ifndef ANSWER_SYNC_H
#define ANSWER_SYNC_H

struct answer;

#define ANSWER_SYNC_AGAIN 300 /* seconds until a phone may ask again */

void answer_sync(struct answer *);

#endif
