/* answer_status.c -- how the program does, for whoever watches over it. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "answer.h"
#include "answer_status.h"
#include "arena.h"
#include "buf.h"
#include "build.h"
#include "err.h"
#include "files.h"
#include "http.h"
#include "json.h"
#include "settings.h"
#include "tally.h"
#include "when.h"

#define STATM_MAX 200 /* bytes */

/* Seconds from an instant to now. */
static int64_t
since(const struct answer *j, int32_t instant)
{
	int64_t now = j->app->settings->now != NULL
			  ? (int64_t)j->app->settings->instant * 60
			  : settings_seconds();

	return now - (int64_t)instant * 60;
}

/* ---- for any program --------------------------------------------------- */

static void
put_time(struct arena *a, struct json *into, const char *key, int32_t instant)
{
	json_put_str(a, into, key, when_utc_text(a, instant));
}

void
answer_status(struct answer *j)
{
	struct arena *a = j->arena;
	struct json *status = json_object(a), *failing;
	const struct snapshot *s = &j->app->s;

	json_put_int(a, status, "publication", s->head->publication);
	if (s->head->made != 0) {
		put_time(a, status, "published", s->head->made);
		json_put_int(a, status, "age", since(j, s->head->made));
	}
	put_time(a, status, "changed", s->head->changed);
	put_time(a, status, "checked", s->head->checked);
	json_put_int(a, status, "events", (int64_t)s->event_count);
	json_put_int(a, status, "rules", s->head->rules);
	json_put_int(a, status, "failures", s->head->failures);
	failing = json_put_array(a, status, "failing");
	for (const char *id = s->failing; id < s->failing_end;
	     id += strlen(id) + 1)
		json_put_str(a, failing, NULL, id);
	json_put_str(a, status, "version", VERSION);
	json_put_str(a, status, "build", BUILD);
	j->out->type = "application/json; charset=utf-8";
	j->out->max_age = -1;
	json_write(&j->out->body, status);
}

/* ---- for Prometheus ---------------------------------------------------- */

static void
put_gauge(struct buf *out, const char *name, int64_t value, const char *help)
{
	tally_put_family(out, name, "gauge", help);
	buf_printf(out, "%s %" PRId64 "\n", name, value);
}

static void
put_publication(const struct answer *j, struct buf *out)
{
	const struct snapshot_head *h = j->app->s.head;

	put_gauge(out, "almanach_publication", h->publication,
	    "Number of what is live.");
	if (h->made != 0)
		put_gauge(out, "almanach_publication_age_seconds",
		    since(j, h->made), "Since it was published.");
	put_gauge(out, "almanach_source_changed_age_seconds",
	    since(j, h->changed), "Since a source last changed.");
	put_gauge(out, "almanach_source_checked_age_seconds",
	    since(j, h->checked), "Since a source was last looked at.");
	put_gauge(out, "almanach_events", (int64_t)j->app->s.event_count,
	    "Events that are shown.");
	put_gauge(out, "almanach_rules", h->rules, "Rules of what is live.");
	put_gauge(out, "almanach_rule_failures", h->failures,
	    "Those that failed when it was published.");
}

/* The kernel tells it in pages: all there is, what is resident, and what of
 * that others have too (proc(5), statm). */
static void
put_memory(const struct answer *j, struct buf *out)
{
	static const char name[] = "almanach_worker_memory_bytes";
	const struct tallies *t = j->app->tallies;
	int64_t page = sysconf(_SC_PAGESIZE);

	tally_put_family(out, name, "gauge",
	    "What a process holds; the live programme is shared by all.");
	for (size_t i = 0; i < t->count; i++) {
		int64_t all, resident, shared, pid = t->of[i].pid;
		struct buf text = buf_new(j->arena, STATM_MAX);
		struct err none = { ERR_NONE, "" };

		if (pid == 0 ||
		    !files_read(
			arena_printf(j->arena, "/proc/%" PRId64 "/statm", pid),
			&text, &none) ||
		    sscanf(text.data, "%" SCNd64 " %" SCNd64 " %" SCNd64, &all,
			&resident, &shared) != 3)
			continue;
		buf_printf(out,
		    "%s{worker=\"%zu\",kind=\"own\"} %" PRId64 "\n"
		    "%s{worker=\"%zu\",kind=\"shared\"} %" PRId64 "\n",
		    name, i, (resident - shared) * page, name, i,
		    shared * page);
	}
}

void
answer_metrics(struct answer *j)
{
	struct buf *out = &j->out->body;

	if (!j->in->metrics) {
		answer_error(j, 404);
		return;
	}
	j->out->type = "text/plain; version=0.0.4; charset=utf-8";
	j->out->max_age = -1;
	tally_put_family(
	    out, "almanach_build_info", "gauge", "Which program this is.");
	buf_printf(out, "almanach_build_info{version=\"" VERSION
			"\",build=\"" BUILD "\"} 1\n");
	if (j->app->is_live)
		put_publication(j, out);
	if (j->app->tallies == NULL)
		return;
	tally_write(j->app->tallies, out);
	put_memory(j, out);
}
