/*
 * correction.h -- what an editor says of one event, whatever its source says.
 * The owner of the table correction.
 *
 * A correction stands beside the event's document, which an import may replace
 * on any day, and is in force until it is undone:
 *
 *	word     its detail
 *	cancel   {text?}                        it will not be held
 *	full     {text?}                        no place is left
 *	move     {timing, begin, end, text?}    the timing of that number
 *	                                        (catalog.h); instants (when.h)
 *	note     {text}                         told on the event's page
 *	hide     {}                             visitors do not get it
 *	feature  {}                             it stands first
 *
 * "text" is by language (event.h), plain, and of a cancel, full or move says
 * why.  Of two notes, or of two moves of one timing, the later one counts; the
 * others can be made once.  Import, then corrections, then rules; but a hide
 * or a feature is made by hand, and no rule is stronger.
 */
#ifndef CORRECTION_H
#define CORRECTION_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct catalog;
struct db;
struct err;
struct json;

#define CORRECTION_TEXT_MAX  400 /* bytes of a text in a language */
#define CORRECTION_EVENT_MAX 100 /* in force for one event */
#define CORRECTION_LISTED    1000

struct correction {
	const char *event; /* its name in addresses */
	const char *what;
	const struct json *detail; /* as above; NULL: {} */
	const char *author;
	int32_t now;
};

/*
 * Make a correction, inside the caller's transaction.  Texts are cleaned
 * (text.h), what else is in the detail is dropped.  Its id; or 0 with a
 * sentence where it makes no sense: there is no such event, it is so already,
 * no such timing, another one begins then.
 */
int64_t correction_add(
    struct arena *, struct db *, const struct correction *, struct err *);

/* Take one back, inside the caller's transaction.  False where there is none of
 * that id in force: a second time changes nothing. */
bool correction_undo(struct db *, int64_t id, const char *author, int32_t now);

/*
 * The last that were made, the newest first; of one event by its name, or of
 * all (NULL): [{id, event, title, what, detail, author, made, undone?,
 * undone_by?, gone?, void?}].  Titles are by language, times instants.  "gone"
 * (true): the event has left its source; "void" (true): it stands and does
 * nothing, since a move's timing is no more, another timing begins then, or a
 * later correction has taken its place.
 */
struct json *correction_list(struct arena *, struct db *, const char *event);

/*
 * Bring the catalog's events up to what is in force: new documents, with a
 * status, timings and a "note" (by language) that no import makes; what is
 * hidden and featured; a revision that is higher by one for each correction
 * made and for each taken back, and the time of the last, which the catalog's
 * own "changed" follows.  Where the source's status says more it stays: what
 * is postponed is not full, what is cancelled is nothing else.
 */
void correction_apply(struct arena *, struct db *, struct catalog *);

#endif
