/* edit_known.c -- what the editor can offer while somebody types. */
#include "answer.h"
#include "arena.h"
#include "db.h"
#include "edit.h"
#include "http.h"
#include "json.h"
#include "known.h"
#include "settings.h"
#include "tryout.h"

void
edit_known(struct edit *e)
{
	struct tryout *t = ARENA_NEW(e->arena, struct tryout);
	bool found;

	if (!edit_read(e))
		return;
	db_begin(e->db);
	found = tryout_load(e->arena, e->db, &e->rules, NULL,
	    e->j->app->settings->www, t, &e->err);
	if (!db_end(e->db, &e->err) || !found) {
		edit_refuse(e, 500, e->err.text);
		return;
	}
	answer_text(e->j, 200, "application/json; charset=utf-8", "");
	json_write(&e->j->out->body,
	    known_json(e->arena, &t->inforce.programme, t->events, t->count));
}
