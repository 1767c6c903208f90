/* sync.c -- bring one source up to date with its agenda. */
#include <string.h>

#include "arena.h"
#include "db.h"
#include "err.h"
#include "sync.h"
#include "text.h"
#include "when.h"

static const char *
address_of(struct arena *a, const struct agenda *g)
{
	return arena_printf(a, "%s/v2/agendas/%s", g->base, g->uid);
}

/* What an agenda did not tell is stored as what never was. */
_Static_assert((int)AGENDA_ALWAYS == (int)SYNC_NEVER, "one value for no time");

/* From when on; AGENDA_ALWAYS where all is due. */
static int32_t
since_of(const struct sync *s, const char *address)
{
	const struct sync_state *was = &s->was;
	int32_t now = s->import.now;

	if (s->full || s->import.accept_removals || was->address == NULL ||
	    strcmp(was->address, address) != 0 || was->whole == SYNC_NEVER ||
	    was->since == SYNC_NEVER || now < was->whole ||
	    now - was->whole >= SYNC_WHOLE_EVERY)
		return AGENDA_ALWAYS;
	return was->since - SYNC_OVERLAP;
}

bool
sync_is_news(const struct sync *s)
{
	return s->agenda.since != AGENDA_ALWAYS;
}

/* What is known before: of another address nothing counts. */
static bool
begin(struct arena *a, struct db *db, struct sync *s, struct err *err)
{
	const char *address = address_of(a, &s->agenda);

	db_begin(db);
	sync_state_load(a, db, s->import.source, &s->was);
	if (!db_end(db, err))
		return false;
	s->agenda.since = since_of(s, address);
	if (s->was.address != NULL && strcmp(s->was.address, address) == 0) {
		s->agenda.schema = s->was.schema;
		s->agenda.tag = s->was.tag;
	}
	return true;
}

/* Fetched and read, nothing stored. */
static bool
read_all(struct arena *a, struct sync *s, struct err *err)
{
	struct import *i = &s->import;
	struct sniff_file *schema = ARENA_NEW(a, struct sniff_file);

	if (!agenda_read(a, &s->agenda, err))
		return false;
	if (s->agenda.schema != NULL) {
		*schema = (struct sniff_file){ "the agenda's description",
			s->agenda.schema, strlen(s->agenda.schema) };
		i->schema = schema;
	}
	i->files = s->agenda.pages;
	i->count = s->agenda.count;
	i->news = sync_is_news(s);
	if (!import_read(a, i, err))
		return false;
	return i->rejected == NULL ||
	       err_set(err, ERR_INPUT, "%s", i->rejected);
}

static void
note_success(struct arena *a, struct db *db, const struct sync *s)
{
	struct sync_state is = s->was;
	int32_t latest = s->agenda.latest;

	is.address = address_of(a, &s->agenda);
	is.runs++;
	is.done = s->import.now;
	if (!sync_is_news(s)) {
		is.whole = s->import.now;
		is.since = latest;
	} else if (latest != AGENDA_ALWAYS && latest > is.since) {
		is.since = latest;
	}
	is.schema = s->agenda.schema;
	is.tag = s->agenda.tag;
	is.failed = SYNC_NEVER;
	is.failure = NULL;
	sync_state_save(db, &is);
}

/* Events and how far they are, together. */
static bool
store(struct arena *a, struct db *db, struct sync *s, struct err *err)
{
	struct sync_state now;

	db_begin(db);
	sync_state_load(a, db, s->import.source, &now);
	if (now.runs != s->was.runs)
		db_fail(db, ERR_SYSTEM,
		    "another sync of source \"%s\" was quicker: what this one "
		    "fetched may be older, and was left",
		    s->import.source);
	import_store(a, db, &s->import);
	note_success(a, db, s);
	if (s->import.dry_run && db_ok(db)) {
		db_cancel(db);
		return true;
	}
	return db_end(db, err);
}

static const char *
last_of(struct arena *a, const struct sync *s)
{
	return s->was.done == SYNC_NEVER
		   ? "it never went well yet"
		   : arena_printf(a, "it last went well at %s",
			 when_utc_text(a, s->was.done));
}

/* The failure stands in the database as it is told; where not even that can
 * be written, the failure itself is what counts. */
static void
note_failure(
    struct arena *a, struct db *db, const struct sync *s, const char *why)
{
	struct err err = { ERR_NONE, "" };
	struct sync_state now;

	db_begin(db);
	sync_state_load(a, db, s->import.source, &now);
	if (now.address == NULL)
		now.address = address_of(a, &s->agenda);
	now.failed = s->import.now;
	now.failure = why;
	if (now.runs == s->was.runs) /* else another one went well meanwhile */
		sync_state_save(db, &now);
	db_end(db, &err);
}

bool
sync_run(struct arena *a, struct db *db, struct sync *s, struct err *err)
{
	struct err why = { ERR_NONE, "" };
	const char *said;

	if (!begin(a, db, s, err))
		return false;
	if (read_all(a, s, &why) && store(a, db, s, &why))
		return true;
	/* Some of the words are theirs. */
	said = text_clean(
	    a, why.text, strlen(why.text), TEXT_LINE, ERR_TEXT_MAX, NULL);
	if (!s->import.dry_run)
		note_failure(a, db, s, said);
	return err_set(err, why.kind, "%s (nothing was imported; %s)", said,
	    last_of(a, s));
}
