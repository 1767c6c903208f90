/* err.c -- the first cause, in whole characters. */
#include "err.h"
#include "text.h"
#include "unit.h"

static void
keeps_the_first(void **state)
{
	struct err err = { 0 };

	(void)state;
	assert_false(err_set(&err, ERR_LIMIT, "%s: %d", "rules", 7));
	assert_false(err_set(&err, ERR_INPUT, "an echo"));
	assert_int_equal(err.kind, ERR_LIMIT);
	assert_string_equal(err.text, "rules: 7");
}

static void
prefixes_add_up(void **state)
{
	struct err err = { 0 };

	(void)state;
	err_set(&err, ERR_INPUT, "no title");
	assert_false(err_prefix(&err, "event %d", 3));
	assert_false(err_prefix(&err, "%s", "a.json"));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_string_equal(err.text, "a.json: event 3: no title");
	/* A sentence may serve as its own prefix. */
	err_prefix(&err, "%s", err.text);
	assert_string_equal(
	    err.text, "a.json: event 3: no title: a.json: event 3: no title");
}

/* "lead" single bytes, then characters of several bytes far past the end. */
static const char *
long_text(char *text, size_t size, size_t lead, const char *character)
{
	size_t len = lead, step = strlen(character);

	memset(text, 'x', lead);
	for (; len + step < size; len += step)
		memcpy(text + len, character, step);
	text[len] = '\0';
	return text;
}

static void
cuts_between_characters(void **state)
{
	static const char *const characters[] = { "y", "é", "€", "😀" };
	char text[3 * ERR_TEXT_MAX];

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		for (size_t lead = 0; lead < 4; lead++) {
			struct err err = { 0 };

			long_text(text, sizeof(text), lead, characters[i]);
			err_set(&err, ERR_INPUT, "%s", text);
			assert_true(text_is_utf8(err.text, strlen(err.text)));
			assert_in_range(strlen(err.text), ERR_TEXT_MAX - 8,
			    ERR_TEXT_MAX - 1);
			err_prefix(&err, "%s", text);
			assert_true(text_is_utf8(err.text, strlen(err.text)));
			assert_non_null(strstr(err.text, ": "));
			assert_in_range(strlen(err.text), ERR_TEXT_MAX - 8,
			    ERR_TEXT_MAX - 1);
		}
	}
}

static void
a_whole_sentence_is_left_alone(void **state)
{
	char text[ERR_TEXT_MAX];
	struct err err = { 0 };

	(void)state;
	long_text(text, sizeof(text) - 3, 0, "é");
	err_set(&err, ERR_INPUT, "%s", text);
	assert_string_equal(err.text, text);
}

UNIT(err, T(keeps_the_first), T(prefixes_add_up), T(cuts_between_characters),
    T(a_whole_sentence_is_left_alone))
