/*
 * rule_event.h -- events as a function of a rule sees them: read-only views
 * of the job's tree, in which an unknown field is an error that names the
 * known ones and an absent one has its type's empty value.
 */
#ifndef RULE_EVENT_H
#define RULE_EVENT_H

#include <stdbool.h>

struct json;
struct lua_State;

/* Make the metatables: once for each state.  Takes the table of methods
 * (rule_method.h) off the stack. */
void rule_event_prepare(struct lua_State *);

/* Push a view of an event in the form of rule_form.h.  Good as long as the
 * tree. */
void rule_event_push(struct lua_State *, const struct json *event);

/* The event of which there is a view at a stack index; false where there is
 * something else. */
bool rule_event_at(struct lua_State *, int index, const struct json **);

#endif
