/* inforce.c -- the programme.lua that is in force. */
#include "inforce.h"
#include "arena.h"
#include "db.h"
#include "err.h"
#include "judge.h"
#include "judge_memory.h"
#include "ruleset.h"

/* A language without texts is found out here: pages could not be made, and
 * everything would stand still until somebody noticed. */
static bool
is_good(struct arena *a, const struct ruleset *set, const char *program,
    const char *www, struct inforce *f, struct err *err)
{
	if (!judge_programme(a, set, program, &f->programme, err))
		return false;
	if (www == NULL ||
	    www_load(a, www, f->programme.languages, &f->www, err))
		return true;
	return f->www.languages != NULL ? err_prefix(err, RULESET_PROGRAMME)
					: false; /* not the programme's fault */
}

bool
inforce_read(struct arena *a, struct db *db, const struct ruleset *set,
    const char *program, const char *www, struct inforce *f, struct err *err)
{
	struct err now = { ERR_NONE, "" }, then = { ERR_NONE, "" };
	struct ruleset *old = ARENA_NEW(a, struct ruleset);
	int64_t id;

	f->failure = NULL;
	if (is_good(a, set, program, www, f, &now))
		return true;
	if (now.kind == ERR_SYSTEM) /* nor is it its fault */
		return err_set(err, now.kind, "%s", now.text);
	id = db != NULL ? judge_good_set(db, RULESET_PROGRAMME) : 0;
	if (id == 0 || !ruleset_load(a, db, id, old) ||
	    !is_good(a, old, program, www, f, &then))
		return err_set(err, now.kind, "%s", now.text);
	f->failure = arena_printf(
	    a, "the last good programme.lua stays in force: %s", now.text);
	return true;
}
