-- An attribute that Lua does not have.
-- outcome: load
-- line: 7
-- event: -1
-- message: unknown attribute

local x <secret> = 1
