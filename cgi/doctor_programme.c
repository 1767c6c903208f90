/* doctor_programme.c -- the doctor's look at what is shown, and its sources. */
#include <inttypes.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "db.h"
#include "doctor.h"
#include "err.h"
#include "inforce.h"
#include "json.h"
#include "programme.h"
#include "ruleset.h"
#include "settings.h"
#include "sync_state.h"
#include "when.h"

#define STALE 48 /* hours without a look at a source, while it is on */

static struct db *
open_db(struct doctor *d)
{
	struct err none = { ERR_NONE, "" }; /* the first check has told */

	return db_open(d->arena, d->settings->db, DB_READ, &none);
}

static const char *
in_words(struct doctor *d, int64_t instant)
{
	return when_utc_text(d->arena, (int32_t)instant);
}

/* ---- programme.lua ----------------------------------------------------- */

/* The address is known from here on, if it is at all. */
static void
set_address(struct doctor *d, const char *told)
{
	const char *path;

	if (told == NULL)
		return;
	d->url = told;
	path = strstr(told, "://");
	path = path != NULL ? strchr(path + 3, '/') : NULL;
	d->base = path != NULL ? path : "";
}

/* Of a festival that is over no news is expected. */
static bool
is_over(struct doctor *d, const struct programme *p)
{
	return p->day_count > 0 &&
	       when_local_day(&p->zone, settings_now(d->settings)) >
		   p->days[p->day_count - 1];
}

/* One that is over may be the sample's, or last year's. */
static void
tell_days(struct doctor *d, const struct programme *p)
{
	struct buf last = buf_new(d->arena, 32);

	if (d->over) {
		when_put_day(&last, p->days[p->day_count - 1]);
		doctor_find(d, DOCTOR_WARN,
		    "say the days of the next one, unless it is kept to be "
		    "read again",
		    "the festival of programme.lua ended on %s", last.data);
	} else {
		doctor_find(d, DOCTOR_OK, NULL,
		    "programme.lua is in force: %zu days, time zone %s",
		    p->day_count, p->timezone);
	}
}

void
doctor_programme(struct doctor *d)
{
	const struct settings *s = d->settings;
	struct inforce *f = ARENA_NEW(d->arena, struct inforce);
	struct err err = { ERR_NONE, "" };
	struct db *db = open_db(d);
	struct ruleset rules;
	bool found;

	set_address(d, s->url);
	if (db != NULL)
		db_begin(db);
	found = ruleset_read(d->arena, s->scripts, &rules, &err) &&
		inforce_read(d->arena, db, &rules, NULL, s->www, f, &err);
	if (db != NULL)
		db_cancel(db);
	if (!found) {
		doctor_find(d, DOCTOR_BAD,
		    "mend it; scripts/README.md tells what may stand there",
		    "%s", err.text);
		return;
	}
	if (d->url == NULL)
		set_address(d, f->programme.url);
	d->over = is_over(d, &f->programme);
	if (f->failure != NULL)
		doctor_find(d, DOCTOR_BAD,
		    "mend it, in the workspace or by hand", "%s", f->failure);
	else
		tell_days(d, &f->programme);
}

/* ---- what is live ------------------------------------------------------ */

void
doctor_publication(struct doctor *d)
{
	struct db *db = open_db(d);
	struct db_query *q;

	if (db == NULL)
		return;
	db_begin(db);
	q = db_query(db, "SELECT id, made, events FROM publication"
			 " WHERE id = (SELECT publication FROM snapshot)");
	if (!db_step(q))
		doctor_find(d, DOCTOR_BAD, "\"almanach publish\"",
		    "nothing was published yet");
	else
		doctor_find(d, DOCTOR_OK, NULL,
		    "number %" PRId64 " is live since %s: %" PRId64 " events",
		    db_int(q, 0), in_words(d, db_int(q, 1)), db_int(q, 2));
	db_cancel(db);
}

/* ---- rules ------------------------------------------------------------- */

static size_t
tell_failures(struct doctor *d, const char *states)
{
	struct err err = { ERR_NONE, "" };
	struct json *list = NULL;
	size_t failures = 0;

	json_parse(d->arena, states, strlen(states), NULL, &list, &err);
	JSON_EACH(state, list)
	{
		const char *standing = json_get_str(state, "standing");

		if (strcmp(json_get_str(state, "outcome"), "ok") == 0)
			continue;
		failures++;
		doctor_find(d, DOCTOR_BAD,
		    "mend it in the workspace or in its file; \"almanach "
		    "check\" tries it",
		    "%s fails: %s%s%s", json_get_str(state, "rule"),
		    json_get_str(state, "message"),
		    standing != NULL ? "; in force: " : "",
		    standing != NULL ? standing : "");
	}
	return failures;
}

void
doctor_rules(struct doctor *d)
{
	struct db *db = open_db(d);
	struct err err = { ERR_NONE, "" };
	struct ruleset rules;
	struct db_query *q;
	size_t failures;

	if (db == NULL ||
	    !ruleset_list(d->arena, d->settings->scripts, &rules, &err))
		return;
	db_begin(db);
	q = db_query(db, "SELECT p.states, s.hash FROM publication p"
			 " JOIN rule_set s ON s.id = p.rule_set"
			 " WHERE p.id = (SELECT publication FROM snapshot)");
	if (db_step(q)) {
		failures =
		    tell_failures(d, arena_strdup(d->arena, db_text(q, 0)));
		if (strcmp(db_text(q, 1), rules.hash) != 0)
			doctor_find(d, DOCTOR_WARN,
			    "\"almanach serve\" publishes what is saved within "
			    "2 seconds: see that it runs, with the same "
			    "--scripts; without it, \"almanach publish\"",
			    "the files in %s are not those that are live",
			    d->settings->scripts);
		else if (failures == 0)
			doctor_find(d, DOCTOR_OK, NULL,
			    "all rules do what they should");
	}
	db_cancel(db);
}

/* ---- sources ----------------------------------------------------------- */

static void
tell_syncs(struct doctor *d, struct db *db)
{
	size_t count;
	struct sync_state *s = sync_state_list(d->arena, db, &count);

	for (size_t i = 0; i < count; i++)
		if (s[i].failure != NULL)
			doctor_find(d, DOCTOR_BAD,
			    "see to it, then run \"almanach sync\" once by "
			    "hand",
			    "the last sync of \"%s\", at %s, failed: %s",
			    s[i].source, in_words(d, s[i].failed),
			    s[i].failure);
}

void
doctor_sources(struct doctor *d)
{
	struct db *db = open_db(d);
	struct db_query *q;
	int64_t now = settings_now(d->settings), hours;
	bool stale;

	if (db == NULL)
		return;
	db_begin(db);
	q = db_query(
	    db, "SELECT key, checked, withheld FROM source ORDER BY key");
	while (db_step(q)) {
		if (db_int(q, 2) > 0)
			doctor_find(d, DOCTOR_WARN,
			    "see whether the source is whole; if they are "
			    "meant to go, import with --accept-removals",
			    "%" PRId64 " events that \"%s\" no longer has are "
			    "still shown",
			    db_int(q, 2), db_text(q, 0));
		hours = (now - db_int(q, 1)) / 60;
		stale = hours > STALE && !d->over;
		doctor_find(d, stale ? DOCTOR_WARN : DOCTOR_OK,
		    stale ? "import it again; a timer for \"almanach sync\" "
			    "or \"import\" keeps it fresh"
			  : NULL,
		    "\"%s\" was last brought in at %s, %" PRId64 " hours ago",
		    db_text(q, 0), in_words(d, db_int(q, 1)), hours);
	}
	tell_syncs(d, db);
	db_cancel(db);
}

/* ---- the clock --------------------------------------------------------- */

/* What was done lately cannot lie ahead. */
static int64_t
last_time(struct db *db)
{
	struct db_query *q = db_query(db,
	    "SELECT max(coalesce((SELECT max(made) FROM publication), 0),"
	    " coalesce((SELECT max(checked) FROM source), 0))");

	return db_step(q) ? db_int(q, 0) : 0;
}

void
doctor_clock(struct doctor *d)
{
	const struct settings *s = d->settings;
	struct db *db = open_db(d);
	int64_t now = settings_now(s), last = 0;

	if (db != NULL) {
		db_begin(db);
		last = last_time(db);
		db_cancel(db);
	}
	if (last > now + DOCTOR_SLACK / 60)
		doctor_find(d, DOCTOR_BAD,
		    "set the clock (timedatectl tells whether it is kept by "
		    "NTP); one that was ahead once is mended by the next "
		    "import and publication",
		    "it says %s, and the database was written to at %s",
		    in_words(d, now), in_words(d, last));
	else if (s->now != NULL)
		doctor_find(d, DOCTOR_WARN,
		    "take away --now or ALMANACH_NOW, which are for "
		    "demonstrations",
		    "it stands still at %s", in_words(d, now));
	else
		doctor_find(d, DOCTOR_OK, NULL, "it says %s", in_words(d, now));
}
