/* ruleset.c -- all files of scripts/ at one moment. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "db.h"
#include "err.h"
#include "files.h"
#include "hash.h"
#include "json.h"
#include "programme.h"
#include "rule_form.h"
#include "ruleset.h"
#include "text.h"

#define SUFFIX      ".lua"
#define NAME_LENGTH 62 /* characters of a rule's name */
#define NAME_CHARS  "abcdefghijklmnopqrstuvwxyz0123456789-"
#define LIB_CHARS   NAME_CHARS "_"

/* ---- names ------------------------------------------------------------- */

static bool
begins_with(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

/* Is the name, before its ending, one for a file of that folder? */
static bool
is_name(const char *name, const char *chars)
{
	size_t len = strspn(name, chars);

	return len > 0 && len <= NAME_LENGTH && *name != '-' && *name != '_' &&
	       strcmp(name + len, SUFFIX) == 0;
}

bool
ruleset_is_rule(struct arena *a, const struct ruleset_file *f, const char **id)
{
	const char *name;
	size_t len;

	if (!begins_with(f->path, RULESET_RULES "/"))
		return false;
	name = f->path + strlen(RULESET_RULES "/");
	len = strlen(name);
	if (len > strlen(SUFFIX) &&
	    strcmp(name + len - strlen(SUFFIX), SUFFIX) == 0)
		len -= strlen(SUFFIX);
	*id = arena_strndup(a, name, len);
	return true;
}

const struct ruleset_file *
ruleset_find(const struct ruleset *set, const char *path)
{
	for (size_t i = 0; i < set->count; i++)
		if (strcmp(set->files[i].path, path) == 0)
			return &set->files[i];
	return NULL;
}

void
ruleset_compare(const struct ruleset *was, const struct ruleset *is,
    void (*tell)(void *with, const struct ruleset_file *was,
	const struct ruleset_file *is),
    void *with)
{
	for (size_t i = 0; i < was->count; i++) {
		const struct ruleset_file *old = &was->files[i],
					  *new = ruleset_find(is, old->path);

		if (new == NULL || strcmp(old->hash, new->hash) != 0)
			tell(with, old, new);
	}
	for (size_t i = 0; i < is->count; i++)
		if (ruleset_find(was, is->files[i].path) == NULL)
			tell(with, NULL, &is->files[i]);
}

/* ---- libraries --------------------------------------------------------- */

struct json *
ruleset_libs(struct arena *a, const struct ruleset *set)
{
	struct json *libs = json_object(a);

	for (size_t i = 0; i < set->count; i++) {
		const struct ruleset_file *f = &set->files[i];
		const char *text = f->text, *name;
		size_t len = f->len;
		struct err err = { ERR_NONE, "" };
		int line = 0;

		if (!begins_with(f->path, RULESET_LIB "/") ||
		    !text_is_utf8(f->path, strlen(f->path)))
			continue;
		name = f->path + strlen(RULESET_LIB "/");
		name = arena_strndup(a, name, strlen(name) - strlen(SUFFIX));
		if (f->problem != NULL)
			err_set(&err, ERR_INPUT, "%s", f->problem);
		else if (rule_form_source(&text, &len, &line, &err)) {
			json_put_strn(a, libs, name, text, len);
			continue;
		}
		json_put_str(a, json_put_object(a, libs, name), "problem",
		    line > 0 ? arena_printf(a, "line %d: %s", line, err.text)
			     : arena_strdup(a, err.text));
	}
	return libs;
}

const char *
ruleset_libs_hash(struct arena *a, const struct ruleset *set)
{
	const char *hash = "";

	for (size_t i = 0; i < set->count; i++)
		if (begins_with(set->files[i].path, RULESET_LIB "/"))
			hash = hash_texts(a, hash, set->files[i].path,
			    set->files[i].hash, (const char *)NULL);
	return hash;
}

/* ---- the hash ---------------------------------------------------------- */

static int
by_path(const void *a, const void *b)
{
	return strcmp(((const struct ruleset_file *)a)->path,
	    ((const struct ruleset_file *)b)->path);
}

static void
finish(struct arena *a, struct ruleset *set)
{
	const char *hash = "";

	if (set->count > 0)
		qsort(set->files, set->count, sizeof(*set->files), by_path);
	for (size_t i = 0; i < set->count; i++)
		hash = hash_texts(a, hash, set->files[i].path,
		    set->files[i].hash,
		    set->files[i].problem != NULL ? set->files[i].problem : "",
		    (const char *)NULL);
	set->hash = hash;
}

/* ---- a folder ---------------------------------------------------------- */

static void
read_file(struct arena *a, const char *folder, struct ruleset_file *f)
{
	struct buf text = buf_new(a, RULESET_FILE_MAX);
	struct err err = { ERR_NONE, "" };

	if (f->problem == NULL &&
	    !files_read(arena_printf(a, "%s/%s", folder, f->path), &text, &err))
		f->problem = arena_strdup(a, err.text);
	if (f->problem != NULL)
		buf_clear(&text);
	f->text = text.data;
	f->len = text.len;
	f->hash = hash_hex(a, text.data, text.len);
}

static bool
add(struct arena *a, struct ruleset *set, const char *folder, const char *path,
    const char *problem, struct err *err)
{
	if (set->count == RULESET_FILES_MAX)
		return err_set(err, ERR_LIMIT,
		    "%s: more than %d files of rules", folder,
		    RULESET_FILES_MAX);
	set->files[set->count] =
	    (struct ruleset_file){ .path = path, .problem = problem };
	read_file(a, folder, &set->files[set->count++]);
	return true;
}

/* Why the file of that name is none; NULL: it may be one. */
static const char *
problem_of(const char *sub, const char *name, const char *chars)
{
	if (!is_name(name, chars))
		return "a file's name is made of small letters, digits and "
		       "hyphens, begins with a letter or digit, and has at "
		       "most "
		       "62 of them";
	if (strcmp(sub, RULESET_RULES) == 0 &&
	    strcmp(name, PROGRAMME_NOT_STATED SUFFIX) == 0)
		return "every group ends with a choice \"" PROGRAMME_NOT_STATED
		       "\" of its own; take another name for the file";
	return NULL;
}

static bool
add_folder(struct arena *a, struct ruleset *set, const char *folder,
    const char *sub, const char *chars, struct err *err)
{
	struct err absent = { ERR_NONE, "" };
	char **names;

	if (!files_list(a, arena_printf(a, "%s/%s", folder, sub), SUFFIX,
		&names, &absent)) {
		if (absent.kind == ERR_MISSING)
			return true; /* none of that kind */
		return err_set(err, absent.kind, "%s", absent.text);
	}
	for (; *names != NULL; names++)
		if (!add(a, set, folder, arena_printf(a, "%s/%s", sub, *names),
			problem_of(sub, *names, chars), err))
			return false;
	return true;
}

bool
ruleset_list(
    struct arena *a, const char *folder, struct ruleset *set, struct err *err)
{
	const char *programme =
	    arena_printf(a, "%s/" RULESET_PROGRAMME, folder);

	*set = (struct ruleset){ 0 };
	set->files = ARENA_ARRAY(a, struct ruleset_file, RULESET_FILES_MAX);
	if ((access(programme, F_OK) == 0 || errno != ENOENT) &&
	    !add(a, set, folder, RULESET_PROGRAMME, NULL, err))
		return false;
	if (!add_folder(a, set, folder, RULESET_RULES, NAME_CHARS, err) ||
	    !add_folder(a, set, folder, RULESET_LIB, LIB_CHARS, err))
		return false;
	finish(a, set);
	return true;
}

bool
ruleset_read(
    struct arena *a, const char *folder, struct ruleset *set, struct err *err)
{
	struct ruleset_file programme = { .path = RULESET_PROGRAMME };

	read_file(a, folder, &programme);
	if (programme.problem != NULL)
		return err_set(err, ERR_MISSING,
		    "%s; the folder of rules needs a " RULESET_PROGRAMME
		    " (--scripts names another folder)",
		    programme.problem);
	return ruleset_list(a, folder, set, err);
}

/* ---- with another file ------------------------------------------------- */

static bool
check_path(struct arena *a, const char *path, struct err *err)
{
	static const char *const places[][2] = {
		{ RULESET_RULES "/", NAME_CHARS },
		{ RULESET_LIB "/", LIB_CHARS },
	};
	const char *problem;

	if (strcmp(path, RULESET_PROGRAMME) == 0)
		return true;
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		if (!begins_with(path, places[i][0]))
			continue;
		problem = problem_of(
		    arena_strndup(a, places[i][0], strlen(places[i][0]) - 1),
		    path + strlen(places[i][0]), places[i][1]);
		return problem == NULL ||
		       err_set(err, ERR_INPUT, "%s: %s", path, problem);
	}
	return err_set(err, ERR_INPUT, "%s is no file of rules", path);
}

bool
ruleset_with(struct arena *a, const struct ruleset *set, const char *path,
    const char *text, size_t len, struct ruleset *out, struct err *err)
{
	struct ruleset_file *f;

	*out = (struct ruleset){ 0 };
	if (!check_path(a, path, err))
		return false;
	out->files = ARENA_ARRAY(a, struct ruleset_file, set->count + 1);
	for (size_t i = 0; i < set->count; i++)
		if (strcmp(set->files[i].path, path) != 0)
			out->files[out->count++] = set->files[i];
	if (text != NULL && out->count == RULESET_FILES_MAX)
		return err_set(err, ERR_LIMIT, "more than %d files of rules",
		    RULESET_FILES_MAX);
	if (text != NULL) {
		f = &out->files[out->count++];
		*f = (struct ruleset_file){ .path = arena_strdup(a, path),
			.text = text,
			.len = len,
			.hash = hash_hex(a, text, len) };
	}
	finish(a, out);
	return true;
}

/* ---- the database ------------------------------------------------------ */

static void
store_file(struct db *db, int64_t id, const struct ruleset_file *f)
{
	struct db_query *q = db_query(
	    db, "INSERT OR IGNORE INTO script (hash, text) VALUES (?1, ?2)");

	db_bind(q, 1, f->hash);
	db_bind_blob(q, 2, f->text, f->len);
	db_step(q);
	q = db_query(db, "INSERT INTO rule_set_file (rule_set, path, script)"
			 " VALUES (?1, ?2, ?3)");
	db_bind(q, 1, id);
	db_bind(q, 2, f->path);
	db_bind(q, 3, f->hash);
	db_step(q);
}

int64_t
ruleset_store(
    struct db *db, const struct ruleset *set, const char *cause, int32_t now)
{
	struct db_query *q = db_query(
	    db, "SELECT id, hash FROM rule_set ORDER BY id DESC LIMIT 1");
	int64_t id;

	if (db_step(q) && strcmp(db_text(q, 1), set->hash) == 0)
		return db_int(q, 0);
	q = db_query(
	    db, "INSERT INTO rule_set (hash, made, cause) VALUES (?1, ?2, ?3)");
	db_bind(q, 1, set->hash);
	db_bind(q, 2, (int64_t)now);
	db_bind(q, 3, cause);
	db_step(q);
	id = db_last_id(db);
	for (size_t i = 0; i < set->count; i++)
		if (set->files[i].problem == NULL)
			store_file(db, id, &set->files[i]);
	return id;
}

bool
ruleset_load(struct arena *a, struct db *db, int64_t id, struct ruleset *set)
{
	struct db_query *q = db_query(db,
	    "SELECT path, hash, text FROM rule_set_file JOIN script"
	    " ON hash = script WHERE rule_set = ?1 ORDER BY path");
	const void *text;

	*set = (struct ruleset){ 0 };
	set->files = ARENA_ARRAY(a, struct ruleset_file, RULESET_FILES_MAX);
	db_bind(q, 1, id);
	while (set->count < RULESET_FILES_MAX && db_step(q)) {
		struct ruleset_file *f = &set->files[set->count++];

		f->path = arena_strdup(a, db_text(q, 0));
		f->hash = arena_strdup(a, db_text(q, 1));
		text = db_blob(q, 2, &f->len);
		f->text = arena_strndup(a, text, f->len);
	}
	finish(a, set);
	return set->count > 0;
}

const char *
ruleset_text(struct arena *a, struct db *db, const char *hash, size_t *len)
{
	struct db_query *q =
	    db_query(db, "SELECT text FROM script WHERE hash = ?1");
	const void *text;

	db_bind(q, 1, hash);
	if (!db_step(q))
		return NULL;
	text = db_blob(q, 0, len);
	return arena_strndup(a, text, *len);
}
