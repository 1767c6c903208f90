/*
 * edit.h -- the editors' workspace: one request on its way through it.
 *
 *	edit          who may, which page
 *	edit_frame    what all pages share: texts, forms, messages
 *	edit_home     what there is, what is wrong first
 *	edit_rule     one rule: its text, and what it would change
 *	edit_panels   ... shown beside it
 *	edit_change   ... and changed by forms
 *	edit_known    ... and what completion offers
 *	edit_effect   events gained and lost
 *	edit_review   before publishing, and publishing
 *	edit_history  what was published, and going back
 *	edit_import   files of events that an editor sends
 *	edit_upload   ... what they would change, and accepting it
 *	edit_fields   what changed in an event
 *	edit_preview  the public site with drafts
 *	edit_events   corrections of events
 *	edit_announce one line on every page
 *	edit_coverage what the rules leave open
 *	edit_manual   scripts/README.md
 *
 * It runs in a process of its own (worker.h), which may wait for rules and
 * write.  Whoever comes here was let in by the web server, which says so with
 * ALMANACH_EDIT=on and tells who it is with REMOTE_USER; both mean nothing
 * anywhere else.  GET changes nothing.  A POST must come from a page of ours:
 * its Origin is the public address, or the browser says "same-origin" where no
 * address is known.  What changes something carries an operation's name
 * (operation.h), so that a second one does nothing.
 */
#ifndef EDIT_H
#define EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "form.h"
#include "manuscript.h"
#include "ruleset.h"
#include "www.h"

struct answer;
struct arena;
struct db;
struct effect_rule;
struct import;
struct json;
struct judge;
struct judge_event;
struct programme;
struct publish;
struct snapshot_language;
struct upload;

#define EDIT_ROOT "edit/" /* of all its paths */

struct edit {
	struct answer *j;
	struct arena *arena;
	const char *path; /* below the root, decoded */
	const char *rest; /* of the path, behind what chose the page */
	const char *user;
	struct form form;      /* of a POST; of a GET its query */
	const char *operation; /* of a POST: operation_of(); else NULL */
	struct db *db;
	int32_t now;
	struct www_workspace www;
	const char *language;
	struct json *view; /* of the page, with its "ui" */
	struct json *ui;
	struct err err;
	/* What is there, once edit_read() has been called. */
	struct ruleset rules;      /* in the folder */
	struct manuscripts drafts; /* the user's own */
};

/* Answer it. */
void edit_answer(struct answer *);

/*
 * Is it for a preview?  "preview/NAME/..." is the public site as a user's
 * drafts would make it: *file gets its snapshot, *base what its addresses
 * begin with.  Only whom the workspace lets in.
 */
bool
edit_is_preview(const struct answer *, const char **file, const char **base);

/* ---- pages: each begins a view or answers otherwise -------------------- */

void edit_home(struct edit *);
void edit_home_post(struct edit *);
void edit_new(struct edit *);
void edit_new_post(struct edit *);
void edit_rule(struct edit *);
void edit_rule_post(struct edit *);
void edit_known(struct edit *);
void edit_review(struct edit *);
void edit_review_post(struct edit *);
void edit_history(struct edit *);
void edit_import(struct edit *);
void edit_import_post(struct edit *);
void edit_upload(struct edit *);
void edit_upload_post(struct edit *);
void edit_version(struct edit *);
void edit_version_post(struct edit *);
void edit_preview_post(struct edit *);
void edit_events(struct edit *);
void edit_event(struct edit *);
void edit_event_post(struct edit *);
void edit_announcement(struct edit *);
void edit_announcement_post(struct edit *);
void edit_coverage(struct edit *);
void edit_coverage_post(struct edit *);
void edit_manual(struct edit *);

/* ---- edit_frame -------------------------------------------------------- */

/* A text of the workspace by its key, with its placeholders filled: name,
 * value, ..., NULL.  What is missing is told by its key. */
const char *
edit_text(struct edit *, const char *key, ...) __attribute__((sentinel));
const char *edit_count(struct edit *, const char *key, int64_t n);

/* An instant as the programme's zone has it, in words. */
const char *edit_when(struct edit *, int32_t);

/* The mount point's address of a path of the workspace, and of the public
 * site. */
const char *edit_href(struct edit *, const char *path);
const char *edit_site(struct edit *, const char *path);

/* Begin a page: "place" is the key of its entry in the navigation. */
void edit_begin(struct edit *, const char *place, const char *title);

/* A message at the page's top: "ok", "warning" or "error". */
void edit_say(struct edit *, const char *kind, const char *text);

/* Fill the page's template.  What was refused because the same form was done
 * meanwhile leads where that one did. */
void edit_show(struct edit *, int status, const char *template);

/* A page that only says what is wrong. */
void edit_refuse(struct edit *, int status, const char *sentence);

/* Lead on, with 303; "done" is the key of what the next page says, or NULL. */
void edit_lead(struct edit *, const char *path, const char *done);

/* The path with "done", as edit_lead() takes it: what edit_keep() notes. */
const char *edit_address(struct edit *, const char *path, const char *done);

/* A field of the form, "" where it is not. */
const char *edit_field(const struct edit *, const char *name);
bool edit_does(const struct edit *, const char *what); /* "do" is it */
/* The same as one clean line. */
const char *edit_line(struct edit *, const char *name, size_t max);

/* The page on which a file of rules is edited. */
const char *edit_page(struct edit *, const char *path);

/* Note in the transaction that does it that the operation is done. */
void edit_keep(struct edit *, const char *address);

/* Where the operation led if it is done already, as by the other one of a
 * double tap; else NULL.  Outside of a transaction. */
const char *edit_led(struct edit *);

/* End a transaction that did it, and lead on; what failed is told. */
void edit_end(struct edit *, const char *path, const char *done);

/* Read the folder of rules and the user's drafts; false once it is answered. */
bool edit_read(struct edit *);

/* The programme in force, in a transaction of its own; NULL once it is
 * answered. */
const struct programme *edit_programme(struct edit *);

/* Fields "PREFIX_LL" for a text by language, with what is there already
 * (NULL: nothing): [{language, name, text}]; and read. */
void edit_put_texts(struct edit *, struct json *into, const struct programme *,
    const char *prefix, const struct json *texts);
struct json *edit_take_texts(
    struct edit *, const struct programme *, const char *prefix, size_t max);

/* What such a field shows of a text: in the programme's language i, or "". */
const char *
edit_text_in(const struct programme *, const struct json *texts, size_t i);

/* By whom and when something was taken back, as "undone"; nothing where it was
 * not ("when" NULL). */
void edit_put_undone(
    struct edit *, struct json *into, const char *who, const struct json *when);

/* Make what was published what visitors get.  False once it is answered. */
bool edit_publish(struct edit *, struct publish *);

/* Changed lines as [{text, add | del | same | at: true}]. */
struct json *edit_lines(struct edit *, const char *was, size_t was_len,
    const char *is, size_t is_len);

/* Files that one of two sets has otherwise: [{path, comes, goes, lines}]. */
struct json *
edit_files(struct edit *, const struct ruleset *was, const struct ruleset *is);

/* ---- edit_import ------------------------------------------------------- */

/* Ask what is in the files that were sent, with the programme in force; false
 * once it is answered.  They may be "rejected" all the same. */
bool edit_read_upload(struct edit *, const struct upload *,
    const struct programme **, struct import *);

/* ---- edit_fields ------------------------------------------------------- */

/* The fields that two documents of an event have otherwise, as [{field, part?,
 * was?, is?}] in words, shortened. */
struct json *
edit_fields(struct edit *, const struct json *was, const struct json *is);

/* ---- edit_effect ------------------------------------------------------- */

#define EDIT_EVENTS 100 /* of a list of what is gained or lost */

/* One event as {name, title, href, why?}. */
void edit_put_event(struct edit *, struct json *list,
    const struct judge_event *, const struct json *reason);

/* What a rule gains and loses: {rule, href, gained: [...], gained_count, lost:
 * [...], lost_count, matched, before}. */
void edit_put_effect(struct edit *, struct json *into, const struct judge *,
    const struct effect_rule *);

/* The groups to choose from, into "groups"; "group" is chosen. */
void edit_put_groups(struct edit *, struct json *into, const struct programme *,
    const char *group);

/* Run a set that would take the folder's place, and keep nothing of it.  False
 * with a sentence in the request's "err". */
bool edit_review_set(struct edit *, const struct ruleset *, struct publish *);

/* What that would do, into "effects", and what makes it worth asking again into
 * "doubts", as sentences: a rule that matches nothing or everything, or goes;
 * more than a fifth of the events touched.  Are there such doubts? */
bool edit_put_effects(struct edit *, const struct publish *);

#endif
