-- A test that holds itself.
-- outcome: load
-- line: 0
-- event: -1
-- message: nested deeper than 8

local t = {}
t.any = { t }
return { label = "x", match = t }
