/*
 * rule_source_put.h -- values as the text of Lua, laid out as the files in
 * scripts/rules are: two spaces a level, 80 columns.
 */
#ifndef RULE_SOURCE_PUT_H
#define RULE_SOURCE_PUT_H

struct buf;
struct json;

/* A text as a string literal that a rule file may hold whatever the text
 * (rule_form_source()): escapes for quotes, backslashes, control and
 * bidirectional characters.  Nothing else than a text: "". */
void rule_source_put_text(struct buf *, const struct json *text);

/*
 * A tree as a value: lists and tables by key, null as nil.  What does not fit
 * behind what stands in the line already goes over several; "indent" is the
 * line's own, in spaces.  No line end behind it.
 */
void rule_source_put_value(struct buf *, const struct json *, int indent);

/* The same, on one line however long. */
void rule_source_put_inline(struct buf *, const struct json *);

/* "key = value,", or ["key"] where it is no name, as a line of its own. */
void rule_source_put_member(
    struct buf *, const char *key, const struct json *, int indent);

#endif
