-- A label that would run.
-- outcome: load
-- line: 0
-- event: -1
-- message: label is a function

return { label = function() while true do end end, match = function() return true end }
