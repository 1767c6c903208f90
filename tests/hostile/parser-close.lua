-- A variable to be closed needs a metatable.
-- outcome: load
-- line: 7
-- event: -1
-- message: got a non-closable value

local x <close> = {}
return {}
