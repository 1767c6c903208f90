/*
 * ruleset.h -- all files of scripts/ at one moment, and the memory of those
 * that were.  The owner of the tables script, rule_set and rule_set_file.
 *
 * Files in scripts/ are the one home of the rules; the database keeps every
 * set that was published, so that any of them can be written back.
 */
#ifndef RULESET_H
#define RULESET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;
struct err;
struct json;

#define RULESET_PROGRAMME "programme.lua"
#define RULESET_RULES     "rules"
#define RULESET_LIB       "lib"
#define RULESET_FILES_MAX 500
#define RULESET_FILE_MAX  ((size_t)1 << 20) /* bytes read; rules have less */

struct ruleset_file {
	const char *path; /* "programme.lua", "rules/ID.lua", "lib/NAME.lua" */
	const char *text;
	size_t len;
	const char *hash;    /* of the text */
	const char *problem; /* why it is none: its name, its size, no
				permission; NULL: it is one */
};

struct ruleset {
	struct ruleset_file *files; /* in order of path, by bytes */
	size_t count;
	const char *hash; /* of all paths and texts */
};

/*
 * Read a folder.  A file that cannot be read has its problem; a folder without
 * programme.lua, or that is not there, is an error.
 */
bool ruleset_read(
    struct arena *, const char *folder, struct ruleset *, struct err *);

/* The same of a folder in whatever state: without programme.lua, empty, or
 * not there. */
bool ruleset_list(
    struct arena *, const char *folder, struct ruleset *, struct err *);

/* The file of a path, or NULL. */
const struct ruleset_file *
ruleset_find(const struct ruleset *, const char *path);

/* True if the file is a rule; *id gets "ID" of "rules/ID.lua". */
bool
ruleset_is_rule(struct arena *, const struct ruleset_file *, const char **id);

/*
 * The set with one file in place of the one of its path, or without it (text
 * NULL).  False for a path that is none, with a sentence; texts are borrowed.
 */
bool ruleset_with(struct arena *, const struct ruleset *, const char *path,
    const char *text, size_t len, struct ruleset *out, struct err *);

/* The libraries as the rule child wants them (rule_form.h): name -> text, or
 * {"problem"} for those that may not cross. */
struct json *ruleset_libs(struct arena *, const struct ruleset *);

/* A hash of all libraries. */
const char *ruleset_libs_hash(struct arena *, const struct ruleset *);

/*
 * Keep a set; its id.  The same as the last one is not kept twice.  Files with
 * a problem are left out.
 */
int64_t ruleset_store(
    struct db *, const struct ruleset *, const char *cause, int32_t now);

/* A set that was kept.  False where there is none of that id. */
bool ruleset_load(struct arena *, struct db *, int64_t id, struct ruleset *);

/* The text of a file that was kept in a set, by its hash; NULL. */
const char *
ruleset_text(struct arena *, struct db *, const char *hash, size_t *len);

/* Tell of each file that one of two sets has otherwise, by its path in the
 * first, then those that only the second has; NULL for one that is not there.
 */
void ruleset_compare(const struct ruleset *was, const struct ruleset *is,
    void (*tell)(void *with, const struct ruleset_file *was,
	const struct ruleset_file *is),
    void *with);

/*
 * Write a set into a folder that has the files of "was" (ruleset_list()): its
 * files, and none besides but those with a problem, which are kept nowhere
 * else.  All or none: what fails leaves the folder as it was.  A file with a
 * problem that stands where one of the set belongs is such a failure, and so
 * is one that would change and is marked read-only.
 */
bool ruleset_write(struct arena *, const struct ruleset *,
    const struct ruleset *was, const char *folder, struct err *);

#endif
