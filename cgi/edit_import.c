/* edit_import.c -- events from an editor's files: sent, and kept until they
 * are accepted or left (edit_upload.c). */
#include <string.h>

#include "answer.h"
#include "arena.h"
#include "catalog.h"
#include "db.h"
#include "edit.h"
#include "event.h"
#include "import.h"
#include "json.h"
#include "operation.h"
#include "programme.h"
#include "upload.h"

/* ---- the form ---------------------------------------------------------- */

static void
put_source(
    struct edit *e, struct json *list, const char *value, const char *label)
{
	struct json *one = json_put_object(e->arena, list, NULL);

	json_put_str(e->arena, one, "value", value);
	json_put_str(e->arena, one, "label", label);
	json_put_bool(e->arena, one, "chosen",
	    strcmp(edit_field(e, "source"), value) == 0);
}

static void
put_sources(struct edit *e)
{
	struct json *list = json_put_array(e->arena, e->view, "sources");
	size_t count;
	struct catalog_source *s = catalog_sources(e->arena, e->db, &count);

	put_source(e, list, "", edit_text(e, "import-source-told", NULL));
	for (size_t i = 0; i < count; i++)
		put_source(e, list, s[i].key,
		    arena_printf(e->arena, "%s (%s, %s)", s[i].key,
			edit_count(e, "events", s[i].events),
			edit_when(e, s[i].checked)));
}

static void
put_waiting(struct edit *e)
{
	struct json *list = json_put_array(e->arena, e->view, "waiting"), *one;
	struct upload waiting[UPLOADS_MAX];
	size_t count = upload_list(e->arena, e->db, e->user, waiting);

	for (size_t i = 0; i < count; i++) {
		one = json_put_object(e->arena, list, NULL);
		json_put_str(e->arena, one, "name", waiting[i].name);
		json_put_str(
		    e->arena, one, "when", edit_when(e, waiting[i].at));
		json_put_str(e->arena, one, "href",
		    edit_href(
			e, arena_printf(e->arena, "import/%s", waiting[i].id)));
	}
}

static void
show_form(struct edit *e, int status, const char *wrong)
{
	edit_begin(e, "place-import", edit_text(e, "place-import", NULL));
	if (wrong != NULL)
		edit_say(e, "error", wrong);
	db_begin(e->db);
	put_sources(e);
	put_waiting(e);
	json_put_str(e->arena, e->view, "fresh", edit_field(e, "fresh"));
	json_put_bool(
	    e->arena, e->view, "partial", *edit_field(e, "partial") != '\0');
	if (db_end(e->db, &e->err))
		edit_show(e, status, "import");
	else
		edit_refuse(e, 500, e->err.text);
}

void
edit_import(struct edit *e)
{
	show_form(e, 200, NULL);
}

/* ---- what was sent ----------------------------------------------------- */

static struct sniff_file
file_of(const struct form_file *f)
{
	return (struct sniff_file){ f->name, f->bytes, f->len };
}

/* What the form says, as an upload; false with a sentence. */
static bool
read_sent(struct edit *e, struct upload *u, const char **wrong)
{
	struct sniff_file *files =
	    ARENA_ARRAY(e->arena, struct sniff_file, e->form.count + 2);
	const struct form_file *schema = form_file(&e->form, "schema");
	const struct form_field *f = NULL;
	const char *source = edit_line(e, "fresh", EVENT_UID_MAX + 1);

	if (*source == '\0')
		source = edit_line(e, "source", EVENT_UID_MAX + 1);
	*u = (struct upload){ .id = operation_new(e->arena),
		.author = e->user,
		.at = e->now,
		.files = files,
		.source = *source != '\0' ? source : NULL,
		.partial = *edit_field(e, "partial") != '\0' };
	while ((f = form_next(&e->form, "file", f)) != NULL)
		if (f->text == NULL)
			files[u->count++] = file_of(&f->file);
	if (schema != NULL) {
		files[u->count] = file_of(schema);
		u->schema = &files[u->count];
	}
	*wrong = u->count == 0 ? edit_text(e, "import-no-file", NULL)
		 : u->source != NULL && !event_uid_ok(u->source)
		     ? edit_text(e, "import-bad-source", NULL)
		     : NULL;
	return *wrong == NULL;
}

bool
edit_read_upload(struct edit *e, const struct upload *u,
    const struct programme **p, struct import *i)
{
	*p = edit_programme(e);
	if (*p == NULL)
		return false;
	*i = (struct import){ .files = u->files,
		.count = u->count,
		.schema = u->schema,
		.source = u->source,
		.partial = u->partial,
		.timezone = (*p)->timezone,
		.languages = (*p)->languages,
		.now = e->now };
	if (import_read(e->arena, i, &e->err))
		return true;
	edit_refuse(e, 500, e->err.text);
	return false;
}

/* What cannot be used is not kept. */
void
edit_import_post(struct edit *e)
{
	const struct programme *p;
	struct upload u;
	struct import i;
	const char *wrong;

	if (!read_sent(e, &u, &wrong)) {
		show_form(e, 422, wrong);
		return;
	}
	if (!edit_read_upload(e, &u, &p, &i))
		return;
	if (i.rejected != NULL) {
		show_form(e, 422, i.rejected);
		return;
	}
	db_begin(e->db);
	upload_keep(e->arena, e->db, &u);
	edit_end(e, arena_printf(e->arena, "import/%s", u.id), NULL);
}
