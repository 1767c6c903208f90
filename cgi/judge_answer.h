/*
 * judge_answer.h -- may what a rule child says be believed?  Its form is
 * rule_form.h's; a child that was taken over may say anything in it.
 */
#ifndef JUDGE_ANSWER_H
#define JUDGE_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct json;
struct programme;

/*
 * Is an answer of outcome "ok" one to that many events: a verdict for each,
 * reasons and labels that may stand on a page, a group and an effect that
 * there are; and of what only the workspace shows, nothing that may not stand
 * on a page either?
 */
bool judge_answer_ok(
    const struct programme *, const struct json *answer, size_t asked);

/* The word of another outcome, "crash" for one that there is not; and its
 * message, clean and short enough. */
const char *judge_answer_outcome(const struct json *answer);
const char *judge_answer_message(struct arena *, const struct json *answer);

#endif
