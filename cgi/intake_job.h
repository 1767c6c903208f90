/*
 * intake_job.h -- an import as a message between processes.
 *
 * The job of role "intake":
 *   {"files": [{"name", "text"}, ...], "schema": {"name", "text"}?,
 *    "timezone": "Europe/Paris", "zone": [[at, offset], ...],
 *    "languages": ["fr", "en"]}
 * with the zone as in when.h, its first change at INT32_MIN.  The answer is
 * that of intake_answer().
 */
#ifndef INTAKE_JOB_H
#define INTAKE_JOB_H

struct arena;
struct intake_job;
struct json;

/* The job as a tree that shares the files' texts. */
struct json *intake_job_tree(struct arena *, const struct intake_job *);

/* Do such a job; what is missing in it counts as empty. */
struct json *intake_job_answer(struct arena *, const struct json *tree);

#endif
