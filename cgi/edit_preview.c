/* edit_preview.c -- the public site as a user's drafts would make it. */
#include <string.h>

#include "answer.h"
#include "arena.h"
#include "edit.h"
#include "files.h"
#include "hash.h"
#include "http.h"
#include "publish.h"
#include "settings.h"

#define NAME_LENGTH 32 /* characters of a preview's name */
#define PLACE       EDIT_ROOT "preview/"

static const char *
file_of(const struct answer *j, const char *name)
{
	return arena_printf(
	    j->arena, "%s-preview-%s", j->app->settings->db, name);
}

/* One for each user, so that they do not pile up. */
static const char *
name_of(struct arena *a, const char *user)
{
	return arena_strndup(
	    a, hash_texts(a, "preview", user, (const char *)NULL), NAME_LENGTH);
}

/* Make it, or make it anew. */
void
edit_preview_post(struct edit *e)
{
	const char *name = name_of(e->arena, e->user);
	struct ruleset set;
	struct publish p = { .purpose = PUBLISH_PREVIEW,
		.cause = "preview",
		.rules = &set,
		.was = &e->rules,
		.may_fail = true };

	if (!edit_read(e))
		return;
	if (manuscript_apply(
		e->arena, &e->rules, &e->drafts, NULL, &set, &e->err) &&
	    edit_publish(e, &p) &&
	    files_replace(file_of(e->j, name), FILES_OURS, p.bytes.data,
		p.bytes.len, &e->err))
		edit_lead(e, arena_printf(e->arena, "preview/%s/", name), NULL);
	else
		edit_refuse(e, 422, e->err.text);
}

bool
edit_is_preview(const struct answer *j, const char **file, const char **base)
{
	const char *name = j->route.path + strlen(PLACE), *user = j->in->user;

	if (!j->in->edit || user == NULL || *user == '\0' ||
	    strncmp(j->route.path, PLACE, strlen(PLACE)) != 0 ||
	    strspn(name, "0123456789abcdef") != NAME_LENGTH ||
	    name[NAME_LENGTH] != '/')
		return false;
	name = arena_strndup(j->arena, name, NAME_LENGTH);
	*file = file_of(j, name);
	*base = arena_printf(j->arena, "%s/" PLACE "%s", j->base, name);
	return true;
}
