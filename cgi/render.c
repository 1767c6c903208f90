/* render.c -- fill one template by hand. */
#include <errno.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "json.h"
#include "render.h"
#include "template.h"

/* The texts of the folder, after the one to fill: the first one of a name
 * counts. */
static bool
read_texts(struct arena *a, const char *template, const char *partials,
    struct template_texts *texts, struct err *err)
{
	struct template_texts folder = { NULL, 0 };

	if (partials != NULL && !template_read(a, partials, &folder, err))
		return false;
	texts->count = folder.count + 1;
	texts->list = ARENA_ARRAY(a, struct template_text, texts->count);
	if (folder.count > 0)
		memcpy(texts->list + 1, folder.list,
		    folder.count * sizeof(*folder.list));
	return template_read_file(a, template, texts->list, err);
}

static bool
read_view(struct arena *a, FILE *in, struct json **view, struct err *err)
{
	struct buf text = buf_new(a, RENDER_VIEW_MAX);
	char bytes[4096];
	size_t got;

	while (buf_ok(&text) && (got = fread(bytes, 1, sizeof(bytes), in)) > 0)
		buf_put(&text, bytes, got);
	if (ferror(in))
		return err_set(
		    err, ERR_SYSTEM, "the view: %s", strerror(errno));
	if (!buf_ok(&text))
		return err_set(err, ERR_LIMIT, "the view: more than %zu bytes",
		    RENDER_VIEW_MAX);
	return json_parse(a, text.data, text.len, NULL, view, err) ||
	       err_prefix(err, "the view");
}

static bool
write_page(const struct buf *page, FILE *out, struct err *err)
{
	if (fwrite(page->data, 1, page->len, out) == page->len &&
	    fflush(out) == 0)
		return true;
	return err_set(err, ERR_SYSTEM, "the page: %s", strerror(errno));
}

bool
render_command(const char *template, const char *partials, FILE *in, FILE *out,
    struct err *err)
{
	struct arena *a = arena_new();
	struct buf page = buf_new(a, RENDER_PAGE_MAX);
	struct template_texts texts;
	struct template_set *set;
	struct json *view;
	bool ok = read_texts(a, template, partials, &texts, err) &&
		  template_compile(a, &texts, TEMPLATE_EMPTY, &set, err) &&
		  read_view(a, in, &view, err) &&
		  template_render(set, texts.list[0].name, view, &page, err) &&
		  write_page(&page, out, err);

	arena_free(a);
	return ok;
}
