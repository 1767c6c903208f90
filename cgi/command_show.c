/* command_show.c -- a page without a server, and what is live. */
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "arena.h"
#include "buf.h"
#include "command.h"
#include "db.h"
#include "http.h"
#include "json.h"
#include "sync_state.h"
#include "when.h"

#define HOPS_MAX 5 /* redirects that are followed */

/* ---- get --------------------------------------------------------------- */

int
command_get(struct command *c)
{
	struct buf out = buf_new(c->arena, HTTP_BODY_MAX + HTTP_HEAD_MAX);
	struct http_response answer;
	struct http_request request = { .method = "GET", .view = c->view };
	struct app *app;

	if (c->count != 1 || c->args[0][0] != '/')
		return command_misused(c,
		    "get takes one path, such as \"/events?day=2025-11-20\"");
	app = app_open(c->arena, &c->settings, &c->err);
	if (app == NULL)
		return command_status_of(&c->err);
	request.target =
	    arena_printf(c->arena, "%s%s", c->settings.base, c->args[0]);
	for (int i = 0; i < HOPS_MAX; i++) {
		answer = http_response_new(c->arena);
		app_handle(app, &request, &answer);
		if (answer.location == NULL)
			break;
		request.target = answer.location;
	}
	if (c->head)
		app_write(app, &answer, false, &out);
	else
		buf_put(&out, answer.body.data, answer.body.len);
	fwrite(out.data, 1, out.len, stdout);
	return answer.status < 400 ? CLI_DONE : CLI_BAD_INPUT;
}

/* ---- status ------------------------------------------------------------ */

static const char *
in_words(struct command *c, int64_t instant)
{
	return when_utc_text(c->arena, (int32_t)instant);
}

static struct json *
sources_of(struct command *c, struct db *db)
{
	struct db_query *q = db_query(db,
	    "SELECT source.key, source.format, source.checked, source.changed,"
	    " (SELECT count(*) FROM event WHERE event.source = source.key AND"
	    " removed IS NULL), source.withheld FROM source"
	    " ORDER BY source.key");
	struct json *list = json_array(c->arena), *one;

	while (db_step(q)) {
		one = json_put_object(c->arena, list, NULL);
		json_put_str(c->arena, one, "source",
		    arena_strdup(c->arena, db_text(q, 0)));
		json_put_str(c->arena, one, "format",
		    arena_strdup(c->arena, db_text(q, 1)));
		json_put_str(
		    c->arena, one, "checked", in_words(c, db_int(q, 2)));
		json_put_str(
		    c->arena, one, "changed", in_words(c, db_int(q, 3)));
		json_put_int(c->arena, one, "events", db_int(q, 4));
		json_put_int(c->arena, one, "withheld", db_int(q, 5));
	}
	return list;
}

static void
put_time(struct command *c, struct json *into, const char *key, int32_t time)
{
	json_put_str_or_null(
	    c->arena, into, key, time != SYNC_NEVER ? in_words(c, time) : NULL);
}

/* Agendas that are fetched. */
static struct json *
syncs_of(struct command *c, struct db *db)
{
	struct json *list = json_array(c->arena), *one;
	size_t count;
	struct sync_state *s = sync_state_list(c->arena, db, &count);

	for (size_t i = 0; i < count; i++) {
		one = json_put_object(c->arena, list, NULL);
		json_put_str(c->arena, one, "source", s[i].source);
		json_put_str(c->arena, one, "address", s[i].address);
		put_time(c, one, "done", s[i].done);
		put_time(c, one, "whole", s[i].whole);
		put_time(c, one, "failed", s[i].failed);
		json_put_str_or_null(c->arena, one, "failure", s[i].failure);
	}
	return list;
}

static struct json *
state_of(struct command *c, struct db *db)
{
	struct json *state = json_object(c->arena), *rules = NULL;
	struct err err = { ERR_NONE, "" };
	struct db_query *q;

	db_begin(db);
	q = db_query(db,
	    "SELECT id, made, cause, events, rule_set, states FROM publication"
	    " ORDER BY id DESC LIMIT 1");
	if (db_step(q)) {
		const char *text = arena_strdup(c->arena, db_text(q, 5));

		json_put_int(c->arena, state, "publication", db_int(q, 0));
		json_put_str(
		    c->arena, state, "made", in_words(c, db_int(q, 1)));
		json_put_str(c->arena, state, "cause",
		    arena_strdup(c->arena, db_text(q, 2)));
		json_put_int(c->arena, state, "events", db_int(q, 3));
		json_put_int(c->arena, state, "rule_set", db_int(q, 4));
		if (json_parse(
			c->arena, text, strlen(text), NULL, &rules, &err))
			json_put(c->arena, state, "rules", rules);
	}
	json_put(c->arena, state, "sources", sources_of(c, db));
	json_put(c->arena, state, "syncs", syncs_of(c, db));
	return db_end(db, &c->err) ? state : NULL;
}

static bool
is_ok(const struct json *rule)
{
	return strcmp(json_get_str(rule, "outcome"), "ok") == 0;
}

static bool
is_fine(const struct json *state)
{
	bool fine = json_get(state, "publication") != NULL;

	JSON_EACH(r, json_get(state, "rules"))
	fine &= is_ok(r);
	JSON_EACH(s, json_get(state, "syncs"))
	fine &= json_get_str(s, "failure") == NULL;
	return fine;
}

static void
tell_syncs(const struct json *state)
{
	JSON_EACH(s, json_get(state, "syncs"))
	{
		const char *done = json_get_str(s, "done"),
			   *failure = json_get_str(s, "failure");

		printf("sync of \"%s\" with %s: %s%s\n",
		    json_get_str(s, "source"), json_get_str(s, "address"),
		    done != NULL ? "last went well at " : "never went well yet",
		    done != NULL ? done : "");
		if (failure != NULL)
			printf("sync of \"%s\" failed at %s: %s\n",
			    json_get_str(s, "source"),
			    json_get_str(s, "failed"), failure);
	}
}

static void
tell_sources(const struct json *state)
{
	JSON_EACH(s, json_get(state, "sources"))
	{
		long long kept = json_get_int(s, "withheld", 0);

		printf("source \"%s\" (%s): %lld events, changed %s, "
		       "checked %s\n",
		    json_get_str(s, "source"), json_get_str(s, "format"),
		    (long long)json_get_int(s, "events", 0),
		    json_get_str(s, "changed"), json_get_str(s, "checked"));
		if (kept > 0)
			printf("source \"%s\" no longer has %lld of them, "
			       "which stay until an import with "
			       "--accept-removals\n",
			    json_get_str(s, "source"), kept);
	}
}

/* Everything in order first, then each thing that is wrong. */
static void
tell_state(const struct json *state)
{
	if (json_get(state, "publication") == NULL) {
		printf("nothing was published yet: \"almanach publish\"\n");
		tell_syncs(state);
		return;
	}
	printf("publication %lld of %s (%s): %lld events, rule set %lld\n",
	    (long long)json_get_int(state, "publication", 0),
	    json_get_str(state, "made"), json_get_str(state, "cause"),
	    (long long)json_get_int(state, "events", 0),
	    (long long)json_get_int(state, "rule_set", 0));
	tell_sources(state);
	tell_syncs(state);
	JSON_EACH(r, json_get(state, "rules"))
	{
		const char *standing = json_get_str(r, "standing");

		if (is_ok(r))
			continue;
		printf("%s: %s%s%s%s\n", json_get_str(r, "rule"),
		    json_get_str(r, "message"),
		    standing != NULL ? " (in force: " : "",
		    standing != NULL ? standing : "",
		    standing != NULL ? ")" : "");
	}
}

int
command_status(struct command *c)
{
	struct db *db = db_open(c->arena, c->settings.db, DB_READ, &c->err);
	struct json *state = db != NULL ? state_of(c, db) : NULL;

	if (state == NULL)
		return command_status_of(&c->err);
	if (c->json)
		command_print_json(c->arena, state);
	else
		tell_state(state);
	return is_fine(state) ? CLI_DONE : CLI_BAD_INPUT;
}
