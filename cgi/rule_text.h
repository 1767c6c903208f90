/*
 * rule_text.h -- texts as rules search them: folded (text.h), with sentences
 * apart; and from there back to the words that an event has.
 *
 * The parent folds what rules are asked about (rule_data.h), the child what
 * rules ask for and the examples they bring: both by these functions, or
 * phrases would not meet.
 */
#ifndef RULE_TEXT_H
#define RULE_TEXT_H

#include <stddef.h>

struct arena;
struct buf;
struct json;

#define RULE_TEXT_MAX   ((size_t)1 << 20) /* bytes of what is searched */
#define RULE_TEXT_SHORT 2                 /* letters */

/*
 * Fold a text, its sentences joined by RULE_FIELDS_APART.  A sentence ends at
 * a semicolon, at . ! ? and U+2026 with white space behind them, and where a
 * line does.  It goes on behind a full stop after a word of at most
 * RULE_TEXT_SHORT letters ("M. Dupont", "St. Omer"), and where a line ends
 * with a colon, which announces what follows.
 */
void rule_text_fold(struct buf *, const char *, size_t len);

/* The same with another way to fold one sentence. */
void rule_text_each(struct buf *, const char *, size_t len,
    void (*fold)(struct buf *, const char *, size_t));

/* The bytes of a text's first sentence, with what stands behind it. */
size_t rule_text_sentence(const char *, size_t len);

/* Fold one field more of those that are searched as one: behind what is
 * there, and apart from it.  Nothing unless it is a text. */
void rule_text_add(struct buf *, const struct json *text);

/* Put one folded text into a tree. */
void rule_text_put(struct arena *, struct json *into, const char *key,
    const struct json *text);

/* Fill in what rule_form.h says the parent makes ("folded" and its kin), for
 * an event of which nothing is known but the members that Lua sees. */
void rule_text_fill(struct arena *, struct json *event);

/*
 * The first words of a text that a folded phrase finds, as the text spells
 * them: *at gets where they begin.  Their bytes, 0 where there are none.  A
 * phrase of more than one sentence is not found.  What is in the buf goes.
 */
size_t rule_text_find(struct buf *, const char *text, size_t len,
    const char *phrase, const char **at);

#endif
