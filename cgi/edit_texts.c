/* edit_texts.c -- what forms say in several languages. */
#include <string.h>

#include "answer.h"
#include "arena.h"
#include "db.h"
#include "edit.h"
#include "inforce.h"
#include "json.h"
#include "programme.h"
#include "settings.h"

const struct programme *
edit_programme(struct edit *e)
{
	struct inforce *f = ARENA_NEW(e->arena, struct inforce);
	bool found;

	if (!edit_read(e))
		return NULL;
	db_begin(e->db);
	found = inforce_read(e->arena, e->db, &e->rules, NULL,
	    e->j->app->settings->www, f, &e->err);
	if (db_end(e->db, &e->err) && found)
		return &f->programme;
	edit_refuse(e, 500, e->err.text);
	return NULL;
}

static const char *
name_of(struct edit *e, const char *prefix, const char *language)
{
	return arena_printf(e->arena, "%s_%s", prefix, language);
}

const char *
edit_text_in(const struct programme *p, const struct json *texts, size_t i)
{
	const char *text = json_get_str(texts, p->languages[i]);

	if (text == NULL && i == 0)
		text = json_str(texts); /* of no language */
	return text != NULL ? text : "";
}

void
edit_put_texts(struct edit *e, struct json *into, const struct programme *p,
    const char *prefix, const struct json *texts)
{
	struct json *list = json_put_array(e->arena, into, prefix), *one;

	for (size_t i = 0; i < p->language_count; i++) {
		one = json_put_object(e->arena, list, NULL);
		json_put_str(e->arena, one, "language", p->languages[i]);
		json_put_str(
		    e->arena, one, "name", name_of(e, prefix, p->languages[i]));
		json_put_str(e->arena, one, "text", edit_text_in(p, texts, i));
	}
}

struct json *
edit_take_texts(
    struct edit *e, const struct programme *p, const char *prefix, size_t max)
{
	struct json *texts = json_object(e->arena);

	for (size_t i = 0; i < p->language_count; i++) {
		const char *text =
		    edit_line(e, name_of(e, prefix, p->languages[i]), max);

		if (*text != '\0')
			json_put_str(e->arena, texts, p->languages[i], text);
	}
	return texts;
}
