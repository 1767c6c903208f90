/*
 * rule_source_example.h -- an example for a rule file, made from a real event.
 *
 * It has only what the rule read of the event, so that it says what matters.
 */
#ifndef RULE_SOURCE_EXAMPLE_H
#define RULE_SOURCE_EXAMPLE_H

#include <stdbool.h>

struct buf;
struct json;

#define RULE_SOURCE_SENTENCE_MAX 200  /* bytes; longer: only what was found */
#define RULE_SOURCE_WHOLE_MAX    1000 /* bytes of a text that was read itself */

/*
 * Write "{ { title = "...", place = { town = "Calais" } }, true }," for
 * rule_source_add_example(), laid out for four spaces before it.
 *
 * "event" is the event as rules see it and "read" a list of what was read of
 * it, both as in rule_form.h; the list need not be trusted.  Where words were
 * looked for, the title stands for the event, and of a text in which they were
 * found the sentence that has them; words found in another language than
 * those texts are put behind them.  So the example agrees with the rule,
 * unless the rule itself looks far into a text of more than
 * RULE_SOURCE_WHOLE_MAX bytes: try it.
 */
void rule_source_example(struct buf *, const struct json *event,
    const struct json *read, bool answer);

#endif
