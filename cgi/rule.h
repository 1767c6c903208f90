/*
 * rule.h -- the rule child: the only code that touches Lua.
 *
 * Runs inside the sandbox (sandbox.h), one process for each script.  The
 * parent's side is judge.h and programme.h.
 *
 * The job of role "rule":
 *   {"kind": "rule", "name": "job-seekers", "text": "return {...}",
 *    "libs": {"places": "return {...}", ...}, "languages": ["fr", "en"],
 *    "groups": ["audience", ...], "take": [0, 1, 5, ...]}
 * "take" lists the events to judge, as indexes into the shared data, which is
 * {"events": [...]} in the form of judge.h; absent means all.
 *
 * Its answer:
 *   {"outcome": "ok", "rule": {...}, "verdicts": "0110...", "reasons":
 *    [[2, {"fr": "..."}], [5, "..."]], "steps": N, "slowest": I}
 * with one character an event taken, and reasons by position in "take"; or
 *   {"outcome": "load" | "example" | "error" | "time", "line": N, "event": I,
 *    "message": "..."}
 * with event -1 where none was at work; line 0 where it is not known.
 *
 * "rule" holds what the file says about itself: {"group"?, "label"?,
 * "effect"?, "order"?}.
 *
 * The job {"kind": "programme", "text", "libs"} is answered by {"outcome":
 * "ok", "programme": {...}}: the table that programme.lua returns, as JSON
 * (a table with keys 1..n is an array; functions are an error).
 */
#ifndef RULE_H
#define RULE_H

/* The role's main; does not return. */
_Noreturn void rule_main(void);

#endif
