/* edit_events.c -- what an editor says of single events. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "arena.h"
#include "buf.h"
#include "correction.h"
#include "db.h"
#include "edit.h"
#include "event.h"
#include "json.h"
#include "judge_case.h"
#include "programme.h"
#include "publish.h"
#include "settings.h"
#include "text.h"
#include "tryout.h"
#include "when.h"
#include "words.h"

#define FOUND_MAX    50 /* events of a search */
#define LOCAL_LENGTH 16 /* of a date and a time without a zone */

/* ---- corrections ------------------------------------------------------- */

/* A text by language in the page's language, else in any. */
static const char *
say(const struct edit *e, const struct json *texts)
{
	const char *text = json_get_str(texts, e->language);

	if (text == NULL && json_is(texts, JSON_OBJECT) && texts->len > 0)
		text = json_str(texts->first);
	return text;
}

static const char *
detail_of(struct edit *e, const struct json *row)
{
	const struct json *detail = json_get(row, "detail");
	const char *text = say(e, json_get(detail, "text"));
	int64_t begin = json_get_int(detail, "begin", INT64_MIN);

	if (begin == INT64_MIN)
		return text;
	return arena_printf(e->arena, "→ %s%s%s", edit_when(e, (int32_t)begin),
	    text != NULL ? ", " : "", text != NULL ? text : "");
}

static void
put_correction(struct edit *e, struct json *list, const struct json *row)
{
	struct json *one = json_put_object(e->arena, list, NULL);
	const struct json *undone = json_get(row, "undone");
	const char *name = json_get_str(row, "event"),
		   *title = say(e, json_get(row, "title"));

	json_put_int(e->arena, one, "id", json_get_int(row, "id", 0));
	json_put_str(e->arena, one, "title", title != NULL ? title : name);
	json_put_str(e->arena, one, "href",
	    edit_href(e, arena_printf(e->arena, "events/%s", name)));
	json_put_str(e->arena, one, "what",
	    edit_text(e,
		arena_printf(e->arena, "correct-%s", json_get_str(row, "what")),
		NULL));
	json_put_str_or_null(e->arena, one, "detail", detail_of(e, row));
	json_put_str(e->arena, one, "author", json_get_str(row, "author"));
	json_put_str(e->arena, one, "when",
	    edit_when(e, (int32_t)json_get_int(row, "made", 0)));
	json_put_bool(e->arena, one, "gone", json_true(json_get(row, "gone")));
	json_put_bool(e->arena, one, "void", json_true(json_get(row, "void")));
	json_put_bool(e->arena, one, "in_force", undone == NULL);
	edit_put_undone(e, one, json_get_str(row, "undone_by"), undone);
}

static void
put_corrections(struct edit *e, const char *event)
{
	struct json *list = json_put_array(e->arena, e->view, "corrections");

	JSON_EACH(row, correction_list(e->arena, e->db, event))
	put_correction(e, list, row);
}

/* ---- all events -------------------------------------------------------- */

static bool
is_found(const struct judge_event *ev, const char *asked, const char *folded)
{
	const char *text = json_get_str(ev->data, "folded");

	return strcmp(ev->name, asked) == 0 ||
	       (*folded != '\0' && text != NULL &&
		   strstr(text, folded) != NULL);
}

static void
put_found(struct edit *e, const struct tryout *t, const char *asked)
{
	const char *folded = text_folded(e->arena, asked);
	struct json *list = json_put_array(e->arena, e->view, "events");
	size_t found = 0;

	for (size_t i = 0; i < t->count; i++) {
		const struct judge_event *ev = &t->events[i];

		if (is_found(ev, asked, folded) && ++found <= FOUND_MAX)
			edit_put_event(e, list, ev, NULL);
	}
	json_put_str(e->arena, e->view, "count",
	    edit_count(e, "events", (int64_t)found));
	if (found > FOUND_MAX)
		json_put_str(e->arena, e->view, "more",
		    edit_count(e, "and-more", (int64_t)(found - FOUND_MAX)));
}

void
edit_events(struct edit *e)
{
	struct tryout *t = ARENA_NEW(e->arena, struct tryout);
	const char *asked = edit_line(e, "q", EVENT_TITLE_MAX);
	bool found = true;

	if (!edit_read(e))
		return;
	edit_begin(e, "place-events", edit_text(e, "place-events", NULL));
	json_put_str(e->arena, e->view, "q", asked);
	db_begin(e->db);
	if (*asked != '\0')
		found = tryout_load(e->arena, e->db, &e->rules, NULL,
		    e->j->app->settings->www, t, &e->err);
	put_corrections(e, NULL);
	if (!db_end(e->db, &e->err) || !found) {
		edit_refuse(e, 500, e->err.text);
		return;
	}
	if (*asked != '\0')
		put_found(e, t, asked);
	edit_show(e, 200, "events");
}

/* ---- one event --------------------------------------------------------- */

/* As a browser's field for local times has it: "2025-11-20T14:00". */
static const char *
local_text(struct edit *e, const struct programme *p, int32_t instant)
{
	struct buf text = buf_new(e->arena, 32);

	when_put_rfc3339(&text, &p->zone, instant);
	return arena_strndup(e->arena, text.data, LOCAL_LENGTH);
}

static void
put_timings(
    struct edit *e, const struct programme *p, const struct json *document)
{
	struct json *list = json_put_array(e->arena, e->view, "timings"), *one;
	size_t count;
	struct timing *timings = event_timings(e->arena, document, &count);

	for (size_t i = 0; i < count; i++) {
		one = json_put_object(e->arena, list, NULL);
		json_put_int(e->arena, one, "number", timings[i].number);
		json_put_str(
		    e->arena, one, "when", edit_when(e, timings[i].begin));
		json_put_str(
		    e->arena, one, "begin", local_text(e, p, timings[i].begin));
		json_put_str(
		    e->arena, one, "end", local_text(e, p, timings[i].end));
	}
}

static const struct catalog_event *
find_event(const struct tryout *t, const char *name)
{
	for (size_t i = 0; i < t->catalog.count; i++)
		if (strcmp(t->catalog.events[i].name, name) == 0)
			return &t->catalog.events[i];
	return NULL;
}

static void
show_event(struct edit *e, int status, const char *wrong)
{
	struct tryout *t = ARENA_NEW(e->arena, struct tryout);
	const struct catalog_event *event = NULL;
	const struct programme *p = &t->inforce.programme;
	const char *title;

	if (!edit_read(e))
		return;
	db_begin(e->db);
	if (tryout_load(e->arena, e->db, &e->rules, NULL,
		e->j->app->settings->www, t, &e->err))
		event = find_event(t, e->rest);
	if (event == NULL) {
		db_cancel(e->db);
		edit_refuse(e, 404,
		    wrong != NULL ? wrong : edit_text(e, "no-event", NULL));
		return;
	}
	title = say(e, json_get(event->document, "title"));
	edit_begin(e, "place-events", title != NULL ? title : event->name);
	if (wrong != NULL)
		edit_say(e, "error", wrong);
	json_put_str(e->arena, e->view, "name", event->name);
	json_put_str(e->arena, e->view, "action",
	    edit_href(e, arena_printf(e->arena, "events/%s", event->name)));
	json_put_str(e->arena, e->view, "public",
	    edit_site(e, arena_printf(e->arena, "event/%s", event->name)));
	put_timings(e, p, event->document);
	edit_put_texts(e, e->view, p, "text",
	    edit_take_texts(e, p, "text", CORRECTION_TEXT_MAX + 4));
	put_corrections(e, event->name);
	if (db_end(e->db, &e->err))
		edit_show(e, status, "event");
	else
		edit_refuse(e, 500, e->err.text);
}

void
edit_event(struct edit *e)
{
	show_event(e, 200, NULL);
}

/* ---- correcting -------------------------------------------------------- */

struct act {
	struct edit *e;
	struct correction one;
	int64_t undo; /* the number of one to be taken back; 0: none */
	const char *location, *done;
};

/* Is a correction one of the event that the address names? */
static bool
is_of_event(struct edit *e, int64_t id)
{
	JSON_EACH(row, correction_list(e->arena, e->db, e->rest))
	if (json_get_int(row, "id", 0) == id)
		return true;
	return false;
}

static bool
correct(struct db *db, void *with, struct err *err)
{
	struct act *act = with;
	struct edit *e = act->e;

	edit_keep(e, edit_address(e, act->location, act->done));
	if (act->undo != 0)
		return (is_of_event(e, act->undo) &&
			   correction_undo(db, act->undo, e->user, e->now)) ||
		       !db_ok(db) ||
		       err_set(err, ERR_MISSING, "%s",
			   edit_text(e, "undone-already", NULL));
	return correction_add(e->arena, db, &act->one, err) != 0 || !db_ok(db);
}

/* A move's times; false with a sentence. */
static bool
take_times(struct edit *e, const struct programme *p, struct json *detail)
{
	static const char *const names[] = { "begin", "end" };
	int32_t instant;

	json_put_int(e->arena, detail, "timing",
	    strtoll(edit_field(e, "timing"), NULL, 10));
	for (size_t i = 0; i < 2; i++) {
		if (!when_parse(edit_field(e, names[i]), &p->zone, &instant))
			return err_set(&e->err, ERR_INPUT, "%s",
			    edit_text(e, "no-time", NULL));
		json_put_int(e->arena, detail, names[i], instant);
	}
	return true;
}

static bool
take_detail(struct edit *e, const struct programme *p, const char *what,
    struct json **detail)
{
	struct json *texts =
	    edit_take_texts(e, p, "text", CORRECTION_TEXT_MAX + 4);

	*detail = json_object(e->arena);
	if (strcmp(what, "move") == 0 && !take_times(e, p, *detail))
		return false;
	if (texts->len > 0)
		json_put(e->arena, *detail, "text", texts);
	return true;
}

void
edit_event_post(struct edit *e)
{
	const struct programme *p = edit_programme(e);
	const char *what = edit_field(e, "do");
	struct json *detail;
	struct act act = { .e = e, .location = e->path, .done = "corrected" };
	struct publish publish = {
		.cause = "correction", .also = correct, .with = &act
	};

	if (p == NULL)
		return;
	if (strcmp(what, "undo") == 0) {
		act.undo = strtoll(edit_field(e, "id"), NULL, 10);
		act.done = "undone";
		act.location = "events"; /* the event itself may have gone */
	} else if (take_detail(e, p, what, &detail)) {
		act.one = (struct correction){ .event = e->rest,
			.what = what,
			.detail = detail,
			.author = e->user,
			.now = e->now };
	}
	if (e->err.kind == ERR_NONE && edit_publish(e, &publish))
		edit_lead(e, act.location, act.done);
	else
		show_event(e, 422, arena_strdup(e->arena, e->err.text));
}
