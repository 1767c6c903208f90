-- Very many examples.
-- outcome: load
-- line: 0
-- event: -1
-- message: more than 500 examples

local t = {}
for i = 1, 600 do t[i] = { {}, true } end
return { label = "x", match = function() return true end, examples = t }
