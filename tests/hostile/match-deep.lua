-- Tests nested too deep.
-- outcome: load
-- line: 0
-- event: -1
-- message: nested deeper than 8

local t = { mentions = "x" }
for i = 1, 20 do t = { any = { t } } end
return { label = "x", match = t }
