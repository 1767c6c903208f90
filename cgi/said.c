/* said.c -- what people write here to be shown. */
#include <stdint.h>
#include <string.h>

#include "arena.h"
#include "err.h"
#include "event.h"
#include "json.h"
#include "said.h"
#include "text.h"

static bool
take(struct arena *a, struct json *into, const struct json *text, size_t max,
    struct err *err)
{
	const char *clean;

	if (!event_language_ok(text->key))
		return err_set(err, ERR_INPUT,
		    "\"%.64s\" is no language: write a code, such as fr",
		    text->key);
	if (json_str(text) == NULL)
		return err_set(err, ERR_INPUT,
		    "what is said in \"%s\" is no text", text->key);
	clean =
	    text_clean(a, text->string, text->len, TEXT_LINE, SIZE_MAX, NULL);
	if (strlen(clean) > max)
		return err_set(err, ERR_INPUT,
		    "the text in \"%s\" has %zu bytes and %zu is the most: "
		    "say it in fewer words",
		    text->key, strlen(clean), max);
	if (*clean != '\0')
		json_put_str(a, into, text->key, clean);
	return true;
}

struct json *
said_texts(struct arena *a, const struct json *by_language, size_t max,
    struct err *err)
{
	struct json *texts = json_object(a);

	if (by_language != NULL && !json_is(by_language, JSON_OBJECT)) {
		err_set(err, ERR_INPUT,
		    "a text is said by language: {\"fr\": \"...\"}");
		return NULL;
	}
	JSON_EACH(text, by_language)
	if (json_get(texts, text->key) == NULL &&
	    !take(a, texts, text, max, err))
		return NULL;
	if (texts->len > EVENT_LANGUAGES_MAX)
		err_set(err, ERR_LIMIT, "%d languages is the most",
		    EVENT_LANGUAGES_MAX);
	else if (texts->len == 0)
		err_set(err, ERR_INPUT,
		    "there is no text: write it in one language at least");
	else
		return texts;
	return NULL;
}

const char *
said_author(struct arena *a, const char *name, struct err *err)
{
	const char *clean =
	    text_clean(a, name, strlen(name), TEXT_LINE, SAID_AUTHOR_MAX, NULL);

	if (*clean != '\0')
		return clean;
	err_set(err, ERR_INPUT, "nobody is named who does this");
	return NULL;
}
