/* rule_text.c -- texts as rules search them. */
#include <stdbool.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "json.h"
#include "rule_form.h"
#include "rule_text.h"
#include "text.h"

#define ELLIPSIS 0x2026

/* ---- sentences --------------------------------------------------------- */

/* May a full stop behind this word belong to it, as in "M." or "St."? */
static bool
is_short(const char *word, size_t len)
{
	size_t letters = 0;

	for (size_t i = 0; i < len; i++) {
		if (word[i] >= '0' && word[i] <= '9')
			return false;
		letters += ((unsigned char)word[i] & 0xc0) != 0x80;
	}
	return letters > 0 && letters <= RULE_TEXT_SHORT;
}

/* Is a sentence over in the gap that follows a word? */
static bool
is_over(const char *word, size_t len, const char *gap, size_t gap_len)
{
	bool colon = false, stop = false;
	enum text_fate fate;
	uint32_t c;
	size_t size;

	for (size_t i = 0; i < gap_len; i += size) {
		size = text_sequence(gap + i, gap_len - i);
		c = size > 0 ? text_code_point(gap + i, &size) : ' ';
		size += size == 0; /* what is no text is a space */
		fate = text_fate(c);
		if (c == ';' || (fate == TEXT_NEWLINE && !colon) ||
		    (stop && (fate == TEXT_SPACE || fate == TEXT_NOBREAK)))
			return true;
		if (c == '.')
			stop |= i > 0 || !is_short(word, len);
		else
			stop |= c == '!' || c == '?' || c == ELLIPSIS;
		colon |= c == ':';
	}
	return false;
}

size_t
rule_text_sentence(const char *s, size_t len)
{
	size_t at = 0, word, gap;

	do {
		word = text_run(s + at, len - at, true);
		gap = text_run(s + at + word, len - at - word, false);
		at += word + gap;
	} while (
	    at < len && !is_over(s + at - gap - word, word, s + at - gap, gap));
	return at;
}

/* ---- folding ----------------------------------------------------------- */

void
rule_text_each(struct buf *out, const char *s, size_t len,
    void (*fold)(struct buf *, const char *, size_t))
{
	size_t begin = out->len, mark, folded, size;

	for (; len > 0; s += size, len -= size) {
		size = rule_text_sentence(s, len);
		mark = out->len;
		if (mark > begin)
			buf_puts(out, RULE_FIELDS_APART);
		folded = out->len;
		fold(out, s, size);
		if (out->len == folded) { /* it had no letter */
			out->len = mark;
			out->data[mark] = '\0';
		}
	}
}

void
rule_text_fold(struct buf *out, const char *s, size_t len)
{
	rule_text_each(out, s, len, text_fold);
}

void
rule_text_add(struct buf *all, const struct json *text)
{
	if (!json_is(text, JSON_STRING))
		return;
	if (all->len > 0)
		buf_puts(all, RULE_FIELDS_APART);
	rule_text_fold(all, text->string, text->len);
}

void
rule_text_put(struct arena *a, struct json *into, const char *key,
    const struct json *text)
{
	struct buf one = buf_new(a, RULE_TEXT_MAX);

	rule_text_add(&one, text);
	json_put_strn(a, into, key, one.data, one.len);
}

void
rule_text_fill(struct arena *a, struct json *event)
{
	static const char *const members[] = { "summary", "text",
		"conditions" };
	struct buf title = buf_new(a, RULE_TEXT_MAX),
		   all = buf_new(a, RULE_TEXT_MAX);
	struct json *keywords;

	rule_text_add(&title, json_get(event, "title"));
	json_put_strn(a, event, "folded_title", title.data, title.len);
	buf_put(&all, title.data, title.len);
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		rule_text_add(&all, json_get(event, members[i]));
	keywords = json_put_array(a, event, "folded_keywords");
	JSON_EACH(keyword, json_get(event, "keywords"))
	{
		rule_text_add(&all, keyword);
		rule_text_put(a, keywords, NULL, keyword);
	}
	JSON_EACH(field, json_get(event, "extra"))
	JSON_EACH(label, json_get(field, "labels"))
	rule_text_add(&all, label);
	json_put_strn(a, event, "folded", all.data, all.len);
}

/* ---- and back ---------------------------------------------------------- */

size_t
rule_text_find(struct buf *folded, const char *s, size_t len,
    const char *phrase, const char **at)
{
	const char *begin, *end;
	size_t size, from, to;

	for (; len > 0; s += size, len -= size) {
		size = rule_text_sentence(s, len);
		buf_clear(folded);
		text_fold(folded, s, size);
		begin = text_find_phrase(folded->data, phrase, &end);
		if (begin == NULL)
			continue;
		to = (size_t)(end - folded->data);
		from =
		    text_unfold(s, size, (size_t)(begin - folded->data), &to);
		*at = s + from;
		return to - from;
	}
	return 0;
}
