/* edit_manual.c -- the manual of rules, beside the editor. */
#include <string.h>

#include "answer.h"
#include "arena.h"
#include "buf.h"
#include "edit.h"
#include "files.h"
#include "json.h"
#include "markup_manual.h"
#include "settings.h"

#define MANUAL_MAX ((size_t)1 << 20) /* bytes */

void
edit_manual(struct edit *e)
{
	struct buf text = buf_new(e->arena, MANUAL_MAX);
	const char *file = arena_printf(
	    e->arena, "%s/edit/manual.md", e->j->app->settings->www);

	if (!files_read(file, &text, &e->err)) {
		edit_refuse(e, 404, e->err.text);
		return;
	}
	edit_begin(e, "place-manual", edit_text(e, "place-manual", NULL));
	json_put_str(e->arena, e->view, "html",
	    markup_manual(e->arena, text.data, text.len));
	edit_show(e, 200, "manual");
}
