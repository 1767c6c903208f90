-- Very many phrases.
-- outcome: load
-- line: 0
-- event: -1
-- message: match has more than 1000 values

local t = {}
for i = 1, 2000 do t[i] = "word" .. i end
return { label = "x", match = { mentions = t } }
