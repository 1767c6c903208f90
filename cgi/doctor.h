/*
 * doctor.h -- is all well with a programme: on this machine, in its database,
 * and as visitors get it at the public address.
 *
 * Each check gives findings: how grave, what was found, and what to do.  It
 * looks only: nothing is changed, and what is asked of the address could be
 * asked by anybody.  doctor_*.c are families of checks; doctor.c has the table
 * of all.
 */
#ifndef DOCTOR_H
#define DOCTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct fetch;
struct fetcher;
struct json;
struct settings;

#define DOCTOR_SLACK   120   /* seconds that clocks may differ */
#define DOCTOR_WAIT_MS 15000 /* for one answer of the web server */

enum doctor_grade {
	DOCTOR_OK,
	DOCTOR_WARN, /* works, but is not meant so or will not for long */
	DOCTOR_BAD
};

struct doctor {
	/* in */
	struct arena *arena;
	const struct settings *settings;
	const char *socket; /* that workers listen at; NULL: not looked at */

	/* out */
	struct json *findings; /* [{"grade","check","found","advice"}] */
	bool well;             /* none is bad */

	/* what one check leaves for those behind it */
	const char *check;   /* the one that looks */
	int64_t publication; /* live in the database; 0: none, or not known */
	bool over;           /* the festival's last day */
	const char *url;     /* the public address, without a slash at its
				end; NULL: none is known */
	const char *base;    /* the path of it: "" or "/week" */
	struct fetcher *them;
	bool reached;     /* a page of ours was got from there */
	const char *home; /* ... the first one's bytes */
	bool other;       /* and it is another build than this */
};

/* Look at everything. */
void doctor_run(struct doctor *);

/* A finding of the check that looks.  What to do is NULL where all is well. */
void doctor_find(struct doctor *, enum doctor_grade, const char *advice,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

const char *doctor_grade_name(enum doctor_grade);

/* ---- this machine (doctor_machine.c) ----------------------------------- */

void doctor_database(struct doctor *);
void doctor_disk(struct doctor *);
void doctor_files(struct doctor *);
void doctor_socket(struct doctor *);
void doctor_zones(struct doctor *);

/* ---- the programme (doctor_programme.c) -------------------------------- */

void doctor_programme(struct doctor *);
void doctor_publication(struct doctor *);
void doctor_rules(struct doctor *);
void doctor_sources(struct doctor *);
void doctor_clock(struct doctor *);

/* ---- the address (doctor_web.c, doctor_answers.c) ---------------------- */

void doctor_address(struct doctor *);
void doctor_base(struct doctor *);
void doctor_same(struct doctor *);
void doctor_headers(struct doctor *);
void doctor_static(struct doctor *);
void doctor_packing(struct doctor *);
void doctor_tags(struct doctor *);
void doctor_worker(struct doctor *);
void doctor_requests(struct doctor *);
void doctor_time(struct doctor *);

/* ---- what must stay closed (doctor_doors.c) ---------------------------- */

void doctor_editors(struct doctor *);
void doctor_metrics(struct doctor *);

/*
 * Ask for a path below the address, with headers ended by NULL (or NULL), and
 * get the answer as it came: packed, and where it leads not followed.  NULL
 * where none came, which is a finding already.
 */
struct fetch *doctor_ask(struct doctor *, const char *method, const char *path,
    const char *const *headers);

/* Did the program answer, and not the web server by itself? */
bool doctor_is_ours(const struct fetch *);

/* A header's value, "" where there is none. */
const char *doctor_header(const struct fetch *, const char *name);

#endif
