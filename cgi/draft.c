/* draft.c -- one event document in the making. */
#include <string.h>

#include "arena.h"
#include "autolink.h"
#include "batch.h"
#include "buf.h"
#include "draft.h"
#include "event.h"
#include "json.h"
#include "link.h"
#include "markup.h"
#include "text.h"

#define NUMBER_MAX 40 /* bytes of a number written out */
#define ELLIPSIS   "\xe2\x80\xa6"

/* The text of a text or number; NULL of anything else. */
static const char *
text_of(struct draft *d, const struct json *j, size_t *len)
{
	struct buf number;

	if (json_is(j, JSON_STRING)) {
		*len = j->len;
		return j->string;
	}
	if (!json_is(j, JSON_INT) && !json_is(j, JSON_REAL))
		return NULL;
	number = buf_new(d->arena, NUMBER_MAX);
	json_write_number(&number, j);
	*len = number.len;
	return number.data;
}

const char *
draft_line(struct draft *d, const struct json *j, size_t max)
{
	size_t len, cut;
	const char *text = text_of(d, j, &len);

	if (text == NULL)
		return NULL;
	text =
	    text_clean(d->arena, text, len, TEXT_LINE, 3 * len + 1, &d->mends);
	len = strlen(text);
	if (len == 0)
		return NULL;
	if (len <= max)
		return text;
	d->cut = true;
	cut = text_cut(text, len, max - strlen(ELLIPSIS));
	return arena_printf(d->arena, "%.*s" ELLIPSIS, (int)cut, text);
}

void
draft_put_line(struct draft *d, struct json *into, const char *key,
    const struct json *j, size_t max)
{
	const char *text = draft_line(d, j, max);

	if (text != NULL)
		json_put_str(d->arena, into, key, text);
}

/* ---- by language -----------------------------------------------------------
 */

/* A language's code in lower case; NULL for what is none. */
static const char *
language(struct draft *d, const char *code)
{
	char *lower = arena_strdup(d->arena, code);

	for (char *c = lower; *c != '\0'; c++) {
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
		else if (*c == '_')
			*c = '-';
	}
	return event_language_ok(lower) ? lower : NULL;
}

void
draft_put_languages(struct draft *d, struct json *into, const char *key,
    const struct json *tree, draft_maker *make, size_t max)
{
	struct json *by_language = json_object(d->arena), *made;

	if (json_is(tree, JSON_OBJECT)) {
		JSON_EACH(value, tree)
		{
			const char *code = language(d, value->key);

			if (code == NULL || json_get(by_language, code) ||
			    by_language->len == EVENT_LANGUAGES_MAX)
				continue;
			made = make(d, value, max);
			json_put(d->arena, by_language, code, made);
		}
	} else if ((made = make(d, tree, max)) != NULL) {
		json_put(d->arena, by_language, d->batch->languages[0], made);
	}
	if (by_language->len > 0)
		json_put(d->arena, into, key, by_language);
}

static struct json *
made_text(struct draft *d, const char *text)
{
	struct json *list;

	if (text == NULL || *text == '\0')
		return NULL;
	list = json_array(d->arena);
	json_put_str(d->arena, list, NULL, text);
	return list->first;
}

struct json *
draft_make_line(struct draft *d, const struct json *j, size_t max)
{
	return made_text(d, draft_line(d, j, max));
}

struct json *
draft_make_prose(struct draft *d, const struct json *j, size_t max)
{
	struct markup_loss loss = { 0 };
	const char *html;

	if (!json_is(j, JSON_STRING))
		return NULL;
	html = markup_safe(d->arena, markup_guess(j->string, j->len), j->string,
	    j->len, max, &loss);
	d->mends += loss.mends;
	d->links += loss.links;
	d->cut |= loss.cut;
	return made_text(d, html);
}

/* ---- the rest
 * ---------------------------------------------------------------- */

/* "www.example.org" */
static const char *
bare_link(struct draft *d, const char *text)
{
	const char *href = autolink_whole(d->arena, text, strlen(text));

	return href != NULL && strncmp(href, "http", 4) == 0 ? href : NULL;
}

const char *
draft_contact(struct draft *d, const char *kind, const struct json *j)
{
	const char *text = json_str(j), *href;

	if (text == NULL)
		return NULL;
	href = link_href(d->arena, kind, text);
	if (strcmp(kind, "link") == 0)
		return href != NULL ? href : bare_link(d, text);
	if (href == NULL)
		return NULL;
	if (strcmp(kind, "mail") == 0)
		return href + strlen("mailto:");
	text = draft_line(d, j, EVENT_FIELD_MAX);
	return link_href(d->arena, kind, text) != NULL ? text : NULL; /* cut? */
}

void
draft_put_contact(struct draft *d, struct json *into, const char *key,
    const char *kind, const struct json *j)
{
	const char *value = draft_contact(d, kind, j);

	if (value != NULL)
		json_put_str(d->arena, into, key, value);
	else if (draft_line(d, j, EVENT_TEXT_MAX) != NULL)
		d->links++;
}

void
draft_warn_count(struct draft *d, int count, const char *one, const char *many)
{
	if (count > 0)
		batch_warn(
		    d->batch, d->uid, "%d %s", count, count == 1 ? one : many);
}

void
draft_end(struct draft *d)
{
	if (d->mends > 0)
		batch_warn(d->batch, d->uid,
		    "text was mended: it held invisible, control or ill-formed "
		    "characters");
	if (d->cut)
		batch_warn(
		    d->batch, d->uid, "text was cut: it is longer than fits");
	draft_warn_count(d, d->links,
	    "address cannot be a link and was left out or stays text",
	    "addresses cannot be links and were left out or stay text");
}
