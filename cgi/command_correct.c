/* command_correct.c -- what an editor may say of an event, and to everybody. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "announcement.h"
#include "arena.h"
#include "buf.h"
#include "command.h"
#include "correction.h"
#include "db.h"
#include "event.h"
#include "inforce.h"
#include "json.h"
#include "ruleset.h"
#include "when.h"

#define DIGITS_MAX 15 /* of a number */

/* ---- what is told ------------------------------------------------------ */

static int
misused(struct command *c)
{
	return command_misused(c,
	    "correct takes: EVENT cancel|full|hide|feature, EVENT note TEXT, "
	    "EVENT move N BEGIN END, --undo ID, --list [EVENT]; announce: "
	    "--until TIME TEXT, --end (a TEXT may be LL=TEXT, and several)");
}

/* Who does it, as far as a shell knows. */
static const char *
author(void)
{
	const char *user = getenv("USER");

	return user != NULL && *user != '\0' ? user : "shell";
}

/* The programme, for its zone and its languages. */
static bool
read_programme(struct command *c, struct db *db, struct inforce *f)
{
	struct ruleset rules;
	bool found;

	if (!ruleset_read(c->arena, c->settings.scripts, &rules, &c->err))
		return false;
	db_begin(db);
	found = inforce_read(c->arena, db, &rules, NULL, NULL, f, &c->err);
	return db_end(db, &c->err) && found;
}

static bool
take_time(struct command *c, const struct inforce *f, const char *text,
    int32_t *instant)
{
	return when_parse(text, &f->programme.zone, instant) ||
	       err_set(&c->err, ERR_INPUT,
		   "\"%s\" is no time: write it as 2025-11-20T14:00", text);
}

/* The language that "LL=..." begins with, or NULL. */
static const char *
language_of(const struct inforce *f, const char *text)
{
	const char *const *l = f->programme.languages;

	for (; *l != NULL; l++)
		if (strncmp(text, *l, strlen(*l)) == 0 &&
		    text[strlen(*l)] == '=')
			return *l;
	return NULL;
}

/* LL=TEXT..., or TEXT in the programme's first language. */
static struct json *
take_texts(struct command *c, const struct inforce *f, const char **args)
{
	struct json *texts = json_object(c->arena);

	for (; *args != NULL; args++) {
		const char *language = language_of(f, *args);

		json_put_str(c->arena, texts,
		    language != NULL ? language : *f->programme.languages,
		    language != NULL ? *args + strlen(language) + 1 : *args);
	}
	return texts;
}

static bool
take_number(const char *text, int64_t *number)
{
	size_t len = strlen(text);

	*number = strtoll(text, NULL, 10);
	return len > 0 && len <= DIGITS_MAX &&
	       strspn(text, "0123456789") == len;
}

/* End what was begun, and show it. */
static int
finish(struct command *c, struct db *db, const char *cause)
{
	if (c->err.kind != ERR_NONE)
		db_cancel(db);
	else
		db_end(db, &c->err);
	return c->err.kind != ERR_NONE ? command_status_of(&c->err)
	       : c->no_publish         ? CLI_DONE
				       : command_publish_as(c, db, cause);
}

/* ---- corrections ------------------------------------------------------- */

/* The detail: what stands behind the word. */
static struct json *
take_detail(struct command *c, struct db *db, const char **args)
{
	struct json *detail = json_object(c->arena);
	struct inforce *f = ARENA_NEW(c->arena, struct inforce);
	int64_t number;
	int32_t begin, end;

	if (*args == NULL)
		return detail;
	if (!read_programme(c, db, f))
		return NULL;
	if (strcmp(args[-1], "move") == 0) {
		if (!take_number(args[0], &number) || args[1] == NULL ||
		    args[2] == NULL || !take_time(c, f, args[1], &begin) ||
		    !take_time(c, f, args[2], &end))
			return NULL;
		json_put_int(c->arena, detail, "timing", number);
		json_put_int(c->arena, detail, "begin", begin);
		json_put_int(c->arena, detail, "end", end);
		args += 3;
	}
	if (*args != NULL)
		json_put(c->arena, detail, "text", take_texts(c, f, args));
	return detail;
}

static int
add(struct command *c, struct db *db)
{
	struct correction one = { .author = author(),
		.now = settings_now(&c->settings) };

	if (c->count < 2)
		return misused(c);
	one.event = c->args[0];
	one.what = c->args[1];
	one.detail = take_detail(c, db, c->args + 2);
	if (one.detail == NULL)
		return c->err.kind != ERR_NONE ? command_status_of(&c->err)
					       : misused(c);
	db_begin(db);
	correction_add(c->arena, db, &one, &c->err);
	return finish(c, db, "correction");
}

static int
undo(struct command *c, struct db *db)
{
	int64_t id;

	if (!take_number(c->undo, &id) || c->count > 0)
		return misused(c);
	db_begin(db);
	if (!correction_undo(db, id, author(), settings_now(&c->settings)) &&
	    db_ok(db))
		err_set(&c->err, ERR_MISSING,
		    "no correction %s is in force; \"almanach correct --list\" "
		    "tells which are",
		    c->undo);
	return finish(c, db, "correction");
}

static void
tell_row(struct command *c, const struct json *one)
{
	static const char *const none[] = { NULL };
	const char *is,
	    *title = event_text(json_get(one, "title"), "", none, &is);

	printf("%lld  %s  %s  %s by %s%s%s%s  %s\n",
	    (long long)json_get_int(one, "id", 0),
	    when_utc_text(c->arena, (int32_t)json_get_int(one, "made", 0)),
	    json_get_str(one, "event"), json_get_str(one, "what"),
	    json_get_str(one, "author"),
	    json_get(one, "undone") != NULL ? ", taken back" : "",
	    json_get(one, "gone") != NULL ? ", the event has left" : "",
	    json_get(one, "void") != NULL ? ", does nothing" : "",
	    title != NULL ? title : "");
}

static int
list(struct command *c, struct db *db)
{
	struct json *rows;

	if (c->count > 1)
		return misused(c);
	db_begin(db);
	rows = correction_list(c->arena, db, c->args[0]);
	if (!db_end(db, &c->err))
		return command_status_of(&c->err);
	if (c->json) {
		command_print_json(c->arena, rows);
		return CLI_DONE;
	}
	JSON_EACH(one, rows)
	tell_row(c, one);
	return CLI_DONE;
}

int
command_correct(struct command *c)
{
	struct db *db = db_open(
	    c->arena, c->settings.db, c->list ? DB_READ : DB_WRITE, &c->err);

	if (db == NULL)
		return command_status_of(&c->err);
	return c->list           ? list(c, db)
	       : c->undo != NULL ? undo(c, db)
				 : add(c, db);
}

/* ---- the announcement -------------------------------------------------- */

static int
announce(struct command *c, struct db *db)
{
	struct inforce *f = ARENA_NEW(c->arena, struct inforce);
	struct announcement n = { .author = author(),
		.now = settings_now(&c->settings) };

	if (c->count == 0)
		return misused(c);
	if (!read_programme(c, db, f) || !take_time(c, f, c->until, &n.until))
		return command_status_of(&c->err);
	n.texts = take_texts(c, f, c->args);
	db_begin(db);
	announcement_set(c->arena, db, &n, &c->err);
	return finish(c, db, "announcement");
}

static int
end(struct command *c, struct db *db)
{
	if (c->count > 0 || c->until != NULL)
		return misused(c);
	db_begin(db);
	if (!announcement_end(db, author(), settings_now(&c->settings)) &&
	    db_ok(db))
		err_set(&c->err, ERR_MISSING, "nothing is announced");
	return finish(c, db, "announcement");
}

int
command_announce(struct command *c)
{
	struct db *db;

	if (!c->end && c->until == NULL)
		return misused(c);
	db = db_open(c->arena, c->settings.db, DB_WRITE, &c->err);
	if (db == NULL)
		return command_status_of(&c->err);
	return c->end ? end(c, db) : announce(c, db);
}
