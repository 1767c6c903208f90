/* ruleset_write.c -- a set of rules written into a folder, all or none. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "err.h"
#include "files.h"
#include "ruleset.h"

static bool
make_folder(const char *path, struct err *err)
{
	if (mkdir(path, 0775) == 0 || errno == EEXIST)
		return true;
	return err_set(err, ERR_SYSTEM, "%s: %s", path, strerror(errno));
}

static bool
make_folders(struct arena *a, const char *folder, struct err *err)
{
	return make_folder(folder, err) &&
	       make_folder(arena_printf(a, "%s/" RULESET_RULES, folder), err) &&
	       make_folder(arena_printf(a, "%s/" RULESET_LIB, folder), err);
}

static const char *
path_of(struct arena *a, const char *folder, const struct ruleset_file *f)
{
	return arena_printf(a, "%s/%s", folder, f->path);
}

static bool
write_file(struct arena *a, const char *folder, const struct ruleset_file *f,
    struct err *err)
{
	return files_replace(
	    path_of(a, folder, f), FILES_SHARED, f->text, f->len, err);
}

/* Put back what was there: the first "count" files of the set are undone. */
static void
undo(struct arena *a, const struct ruleset *set, size_t count,
    const struct ruleset *was, const char *folder)
{
	struct err ignored = { ERR_NONE, "" };

	for (size_t i = 0; i < count; i++) {
		const struct ruleset_file *old =
		    ruleset_find(was, set->files[i].path);

		if (old == NULL)
			unlink(path_of(a, folder, &set->files[i]));
		else if (old->problem == NULL)
			write_file(a, folder, old, &ignored);
	}
}

static bool
is_same(const struct ruleset *was, const struct ruleset_file *f)
{
	const struct ruleset_file *old = ruleset_find(was, f->path);

	return old != NULL && old->problem == NULL &&
	       strcmp(old->hash, f->hash) == 0;
}

/* What would be lost: it could not be read, so no set has it. */
static bool
check_unkept(
    const struct ruleset *set, const struct ruleset *was, struct err *err)
{
	const struct ruleset_file *f;

	for (size_t i = 0; i < was->count; i++) {
		f = ruleset_find(set, was->files[i].path);
		if (was->files[i].problem != NULL && f != NULL &&
		    f->problem == NULL)
			return err_set(err, ERR_INPUT,
			    "%s is in the way and is kept nowhere else (%s): "
			    "move it away first; nothing was changed",
			    was->files[i].path, was->files[i].problem);
	}
	return true;
}

/* Whoever marked a file read-only meant it, though a folder's owner could
 * replace it all the same. */
static bool
check_writable(struct arena *a, const char *folder, const struct ruleset *set,
    const struct ruleset *was, struct err *err)
{
	const struct ruleset_file *f;
	struct stat st;

	for (size_t i = 0; i < was->count; i++) {
		f = ruleset_find(set, was->files[i].path);
		if (was->files[i].problem != NULL ||
		    (f != NULL && is_same(was, f)))
			continue;
		if (stat(path_of(a, folder, &was->files[i]), &st) == 0 &&
		    (st.st_mode & 0222) == 0)
			return err_set(err, ERR_SYSTEM,
			    "%s is marked read-only on the server; have it "
			    "made writable (chmod u+w) and try again; nothing "
			    "was changed",
			    was->files[i].path);
	}
	return true;
}

/* What the set does not have goes last. */
static bool
remove_others(struct arena *a, const struct ruleset *set,
    const struct ruleset *was, const char *folder, struct err *err)
{
	struct err ignored = { ERR_NONE, "" };

	for (size_t i = 0; i < was->count; i++) {
		if (was->files[i].problem != NULL ||
		    ruleset_find(set, was->files[i].path) != NULL ||
		    unlink(path_of(a, folder, &was->files[i])) == 0 ||
		    errno == ENOENT)
			continue;
		err_set(err, ERR_SYSTEM,
		    "%s cannot be removed: %s; nothing was changed",
		    was->files[i].path, strerror(errno));
		undo(a, set, set->count, was, folder);
		while (i-- > 0)
			if (was->files[i].problem == NULL &&
			    ruleset_find(set, was->files[i].path) == NULL)
				write_file(a, folder, &was->files[i], &ignored);
		return false;
	}
	return true;
}

bool
ruleset_write(struct arena *a, const struct ruleset *set,
    const struct ruleset *was, const char *folder, struct err *err)
{
	if (!check_unkept(set, was, err) ||
	    !check_writable(a, folder, set, was, err) ||
	    !make_folders(a, folder, err))
		return false;
	for (size_t i = 0; i < set->count; i++) {
		if (set->files[i].problem != NULL ||
		    is_same(was, &set->files[i]) ||
		    write_file(a, folder, &set->files[i], err))
			continue;
		undo(a, set, i, was, folder);
		return err_prefix(err, "nothing was changed");
	}
	return remove_others(a, set, was, folder, err);
}
