/* www.c -- what pages are made of. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "build.h" /* BUILD, a hash of this program's source */
#include "err.h"
#include "files.h"
#include "hash.h"
#include "json.h"
#include "template.h"
#include "words.h"
#include "www.h"

#define TEXT_OPEN  "{{t."
#define TEXT_CLOSE "}}"

static bool
read_text(struct arena *a, const char *folder, const char *name,
    struct buf *text, struct err *err)
{
	*text = buf_new(a, WWW_TEXT_MAX);
	return files_read(arena_printf(a, "%s/%s", folder, name), text, err);
}

/* ---- texts into templates ---------------------------------------------- */

static void
put_escaped(struct buf *out, const char *text)
{
	static const char *const entities[128] = {
		['&'] = "&amp;",
		['<'] = "&lt;",
		['>'] = "&gt;",
		['"'] = "&quot;",
		['\''] = "&#39;",
	};

	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		if (c < 128 && entities[c] != NULL)
			buf_puts(out, entities[c]);
		else
			buf_putc(out, *text);
	}
}

static int
line_at(const char *text, const char *at)
{
	int line = 1;

	for (; text < at; text++)
		line += *text == '\n';
	return line;
}

/* A template with the texts of "from" in it. */
static bool
localise(struct arena *a, const struct json *texts, const char *from,
    struct template_text *t, struct err *err)
{
	struct buf out = buf_new(a, TEMPLATE_TEXT_MAX);
	const char *at = t->text, *open, *close;

	while ((open = strstr(at, TEXT_OPEN)) != NULL &&
	       (close = strstr(open, TEXT_CLOSE)) != NULL) {
		const char *key = open + strlen(TEXT_OPEN), *text;

		text = json_str(json_getn(texts, key, (size_t)(close - key)));
		if (text == NULL)
			return err_set(err, ERR_INPUT,
			    "%s lacks the text \"%.*s\", which %s:%d shows",
			    from, (int)(close - key), key, t->file,
			    line_at(t->text, open));
		buf_put(&out, at, (size_t)(open - at));
		put_escaped(&out, text);
		at = close + strlen(TEXT_CLOSE);
	}
	buf_puts(&out, at);
	t->text = out.data;
	t->len = out.len;
	return buf_ok(&out) ||
	       err_set(err, ERR_LIMIT,
		   "%s: longer than %zu bytes with the texts of %s", t->file,
		   TEMPLATE_TEXT_MAX, from);
}

/* Compile templates with the texts of one file in them. */
static bool
compile(struct arena *a, const struct json *texts, const char *from,
    const struct template_texts *templates, const struct template_set **out,
    struct err *err)
{
	struct template_texts own = { ARENA_ARRAY(a, struct template_text,
					  templates->count),
		templates->count };
	struct template_set *set;

	for (size_t i = 0; i < own.count; i++) {
		own.list[i] = templates->list[i];
		if (!localise(a, texts, from, &own.list[i], err))
			return false;
	}
	if (!template_compile(a, &own, TEMPLATE_REFUSE, &set, err))
		return false;
	*out = set;
	return true;
}

/* ---- one language ------------------------------------------------------ */

static bool
load_language(struct arena *a, struct www *www, struct www_language *l,
    const struct template_texts *texts, struct err *err)
{
	const char *name = arena_printf(a, "strings/%s.json", l->code);
	struct json *tree;
	struct buf text;

	if (!read_text(a, www->folder, name, &text, err))
		return err_prefix(err,
		    "the language \"%s\" has no texts (www/%s)", l->code, name);
	if (!json_parse(a, text.data, text.len, NULL, &tree, err))
		return err_prefix(err, "www/%s", name);
	if (!words_read(a, l->code, tree, &l->words, err))
		return false;
	www->hash = hash_texts(a, www->hash, text.data, (const char *)NULL);
	return compile(a, tree, arena_printf(a, "www/%s", name), texts,
	    &l->templates, err);
}

/* ---- the workspace ----------------------------------------------------- */

bool
www_load_workspace(struct arena *a, const char *folder, const char *language,
    struct www_workspace *out, struct err *err)
{
	const char *name = arena_printf(a, "edit/strings/%s.json", language);
	struct template_texts templates;
	struct json *tree;
	struct buf text;

	if (!read_text(a, folder, name, &text, err))
		return err_prefix(
		    err, "the workspace has no texts in \"%s\"", language);
	if (!json_parse(a, text.data, text.len, NULL, &tree, err))
		return err_prefix(err, "www/%s", name);
	if (!template_read(a, arena_printf(a, "%s/edit/templates", folder),
		&templates, err))
		return err_prefix(err, "the workspace's material");
	out->texts = tree;
	return compile(a, tree, arena_printf(a, "www/%s", name), &templates,
	    &out->templates, err);
}

/* ---- all of it --------------------------------------------------------- */

static bool
load_shared(struct arena *a, struct www *www, struct template_texts *texts,
    struct err *err)
{
	struct buf style, credits, worker;

	if (!read_text(a, www->folder, "style.css", &style, err) ||
	    !read_text(a, www->folder, "credits", &credits, err) ||
	    !read_text(a, www->folder, "sw.js", &worker, err) ||
	    !template_read(
		a, arena_printf(a, "%s/templates", www->folder), texts, err))
		return err_prefix(err, "the pages' material");
	www->style_hash = hash_base64(a, style.data, style.len);
	/* The licences follow the first empty line. */
	www->credits = credits.data;
	if (strstr(credits.data, "\n\n") != NULL)
		*strstr(credits.data, "\n\n") = '\0';
	www->worker = worker.data;
	www->hash = hash_texts(a, BUILD, www->worker, (const char *)NULL);
	for (size_t i = 0; i < texts->count; i++)
		www->hash = hash_texts(a, www->hash, texts->list[i].name,
		    texts->list[i].text, (const char *)NULL);
	return true;
}

bool
www_load(struct arena *a, const char *folder, const char *const *languages,
    struct www *www, struct err *err)
{
	struct template_texts texts;
	size_t count = 0;

	*www = (struct www){ .folder = folder };
	while (languages[count] != NULL)
		count++;
	if (!load_shared(a, www, &texts, err))
		return false;
	www->languages = ARENA_ARRAY(a, struct www_language, count);
	for (; www->count < count; www->count++) {
		www->languages[www->count].code = languages[www->count];
		if (!load_language(
			a, www, &www->languages[www->count], &texts, err))
			return false;
	}
	return true;
}

const struct www_language *
www_find(const struct www *www, const char *code)
{
	for (size_t i = 0; i < www->count; i++)
		if (strcmp(www->languages[i].code, code) == 0)
			return &www->languages[i];
	return NULL;
}
