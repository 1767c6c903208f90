-- Three hundred locals.
-- outcome: load
-- line: 7
-- event: -1
-- message: too many local variables

{{300*local x }}
