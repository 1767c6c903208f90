/* edit_announce.c -- one line at the top of every page. */
#include <string.h>

#include "announcement.h"
#include "answer.h"
#include "arena.h"
#include "db.h"
#include "edit.h"
#include "json.h"
#include "programme.h"
#include "publish.h"
#include "when.h"

static void
put_announcement(struct edit *e, const struct programme *p, struct json *list,
    const struct json *a)
{
	struct json *one = json_put_object(e->arena, list, NULL);

	edit_put_texts(e, one, p, "said", json_get(a, "texts"));
	json_put_str(e->arena, one, "until",
	    edit_when(e, (int32_t)json_get_int(a, "until", 0)));
	json_put_str(e->arena, one, "author", json_get_str(a, "author"));
	json_put_str(e->arena, one, "when",
	    edit_when(e, (int32_t)json_get_int(a, "made", 0)));
	edit_put_undone(
	    e, one, json_get_str(a, "ended_by"), json_get(a, "ended"));
}

static void
show(struct edit *e, int status, const char *wrong)
{
	const struct programme *p = edit_programme(e);
	struct json *now, *list;

	if (p == NULL)
		return;
	edit_begin(
	    e, "place-announcement", edit_text(e, "place-announcement", NULL));
	if (wrong != NULL)
		edit_say(e, "error", wrong);
	db_begin(e->db);
	now = announcement_now(e->arena, e->db, e->now);
	list = json_put_array(e->arena, e->view, "now");
	if (now != NULL)
		put_announcement(e, p, list, now);
	list = json_put_array(e->arena, e->view, "all");
	JSON_EACH(one, announcement_list(e->arena, e->db))
	put_announcement(e, p, list, one);
	edit_put_texts(e, e->view, p, "text",
	    edit_take_texts(e, p, "text", ANNOUNCEMENT_TEXT_MAX));
	json_put_str(e->arena, e->view, "until", edit_field(e, "until"));
	if (db_end(e->db, &e->err))
		edit_show(e, status, "announcement");
	else
		edit_refuse(e, 500, e->err.text);
}

void
edit_announcement(struct edit *e)
{
	show(e, 200, NULL);
}

/* ---- changing ---------------------------------------------------------- */

struct act {
	struct edit *e;
	struct announcement one;
	bool end;
	const char *done;
};

static bool
announce(struct db *db, void *with, struct err *err)
{
	struct act *act = with;
	struct edit *e = act->e;

	edit_keep(e, edit_address(e, "announcement", act->done));
	if (act->end)
		return announcement_end(db, e->user, e->now) || !db_ok(db) ||
		       err_set(err, ERR_MISSING, "%s",
			   edit_text(e, "undone-already", NULL));
	return announcement_set(e->arena, db, &act->one, err) != 0 ||
	       !db_ok(db);
}

void
edit_announcement_post(struct edit *e)
{
	const struct programme *p = edit_programme(e);
	struct act act = { .e = e,
		.end = edit_does(e, "end"),
		.one = { .author = e->user, .now = e->now } };
	struct publish publish = {
		.cause = "announcement", .also = announce, .with = &act
	};

	if (p == NULL)
		return;
	act.done = act.end ? "ended" : "announced";
	/* One byte more than may be: what is too long is told, not cut. */
	act.one.texts =
	    edit_take_texts(e, p, "text", ANNOUNCEMENT_TEXT_MAX + 4);
	if (!act.end &&
	    !when_parse(edit_field(e, "until"), &p->zone, &act.one.until))
		err_set(
		    &e->err, ERR_INPUT, "%s", edit_text(e, "no-time", NULL));
	if (e->err.kind == ERR_NONE && edit_publish(e, &publish))
		edit_lead(e, "announcement", act.done);
	else
		show(e, 422, arena_strdup(e->arena, e->err.text));
}
