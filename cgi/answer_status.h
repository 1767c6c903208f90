/*
 * answer_status.h -- how the program does, for whoever watches over it.
 */
#ifndef ANSWER_STATUS_H
#define ANSWER_STATUS_H

struct answer;

/* /status.json: what is live, since when, and which rules fail. */
void answer_status(struct answer *);

/*
 * /metrics: the same and all workers' counters, as Prometheus reads them
 * (tally.h).  404 unless the web server opens it to whoever asks, which it
 * says with ALMANACH_METRICS=on.  Where nobody counts (plain CGI) there are no
 * counters, and before the first publication nothing of it.
 */
void answer_metrics(struct answer *);

#endif
