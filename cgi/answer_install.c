/* answer_install.c -- the worker and the manifest. */
#include <string.h>

#include "answer.h"
#include "answer_install.h"
#include "arena.h"
#include "buf.h"
#include "err.h"
#include "files.h"
#include "http.h"
#include "json.h"
#include "settings.h"
#include "template.h"
#include "view.h"

#define FILE_MAX 100 /* bytes of a static file's name */

/* ---- the worker -------------------------------------------------------- */

/* What the program knows and the build did not. */
static void
put_material(struct answer *j, struct buf *out)
{
	const struct www *www = &j->app->www;
	struct json *material = json_object(j->arena), *strings;

	json_put_strn(j->arena, material, "www", www->hash, WWW_TAG);
	json_put_str(j->arena, material, "style", www->style_hash);
	strings = json_put_object(j->arena, material, "strings");
	for (size_t i = 0; i < www->count; i++)
		json_put(j->arena, strings, www->languages[i].code,
		    www->languages[i].words.tree);
	buf_puts(out, "const material=");
	json_write(out, material);
	buf_puts(out, ";\n");
}

static bool
put_recall(struct answer *j, struct buf *out)
{
	struct err err = { ERR_NONE, "" };

	return files_read(
	    arena_printf(j->arena, "%s/sw-off.js", j->app->settings->www), out,
	    &err);
}

/* It is as the pages' material is, whatever is published; asked for again at
 * each visit. */
void
answer_worker(struct answer *j)
{
	struct buf *body = &j->out->body;

	answer_view(j);
	j->out->language = NULL;
	j->out->type = "text/javascript; charset=utf-8";
	j->out->max_age = 0;
	if (j->app->settings->recall) {
		if (!answer_is_known(j, "off") && !put_recall(j, body))
			answer_error(j, 404);
		return;
	}
	if (answer_is_known(
		j, arena_strndup(j->arena, j->app->www.hash, WWW_TAG)) ||
	    answer_is_kept(j, "sw.js"))
		return;
	put_material(j, body);
	buf_puts(body, j->app->www.worker);
}

/* ---- the manifest ------------------------------------------------------ */

/* The address of a static file, whose name holds a hash. */
static const char *
file_of(struct answer *j, const char *name)
{
	struct buf text = buf_new(j->arena, FILE_MAX);
	struct err err = { ERR_NONE, "" };

	if (!template_render(j->app->www.languages[j->route.language].templates,
		arena_printf(j->arena, "static-%s", name), NULL, &text, &err))
		return NULL;
	return arena_printf(j->arena, "%s/static/%s", j->base, text.data);
}

static void
put_icons(struct answer *j, struct json *manifest)
{
	static const struct {
		const char *file, *sizes, *purpose;
	} icons[] = {
		{ "icon-192.png", "192x192", "any" },
		{ "icon-512.png", "512x512", "any" },
		{ "icon-maskable.png", "512x512", "maskable" },
	};
	struct json *list = json_put_array(j->arena, manifest, "icons"), *one;

	for (size_t i = 0; i < sizeof(icons) / sizeof(*icons); i++) {
		const char *address = file_of(j, icons[i].file);

		if (address == NULL)
			continue;
		one = json_put_object(j->arena, list, NULL);
		json_put_str(j->arena, one, "src", address);
		json_put_str(j->arena, one, "sizes", icons[i].sizes);
		json_put_str(j->arena, one, "type", "image/png");
		json_put_str(j->arena, one, "purpose", icons[i].purpose);
	}
}

static void
put_shortcuts(struct answer *j, struct json *manifest, const char *root)
{
	static const char *const shortcuts[][2] = {
		{ "now", "events?when=now" },
		{ "plan", "plan" },
	};
	struct json *list = json_put_array(j->arena, manifest, "shortcuts"),
		    *one;

	for (size_t i = 0; i < sizeof(shortcuts) / sizeof(*shortcuts); i++) {
		one = json_put_object(j->arena, list, NULL);
		json_put(j->arena, one, "name",
		    json_get(j->view.words->tree, shortcuts[i][0]));
		json_put_str(j->arena, one, "url",
		    arena_printf(j->arena, "%s%s", root, shortcuts[i][1]));
	}
}

void
answer_manifest(struct answer *j)
{
	struct json *manifest = json_object(j->arena);
	const char *root =
	    arena_printf(j->arena, "%s/%s", j->base, answer_path(j, ""));

	answer_view(j);
	j->out->type = "application/manifest+json";
	j->out->max_age = 0;
	if (answer_is_known(j, j->app->tag))
		return;
	/* One programme, whatever the language: the address of all of it. */
	json_put_str(
	    j->arena, manifest, "id", arena_printf(j->arena, "%s/", j->base));
	json_put(j->arena, manifest, "name", json_get(j->view.site, "title"));
	json_put(
	    j->arena, manifest, "short_name", json_get(j->view.site, "title"));
	json_put(j->arena, manifest, "description",
	    json_get(j->view.site, "summary"));
	json_put_str(j->arena, manifest, "lang", j->view.l->code);
	json_put_str(j->arena, manifest, "start_url", root);
	json_put_str(j->arena, manifest, "scope",
	    arena_printf(j->arena, "%s/", j->base));
	json_put_str(j->arena, manifest, "display", "standalone");
	json_put_str(j->arena, manifest, "background_color", "#faf7f2");
	json_put_str(j->arena, manifest, "theme_color", "#faf7f2");
	put_icons(j, manifest);
	put_shortcuts(j, manifest, root);
	json_write(&j->out->body, manifest);
}
