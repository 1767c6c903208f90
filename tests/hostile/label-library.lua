-- A library as a label.
-- outcome: load
-- line: 0
-- event: -1
-- message: label has none of the programme's languages

return { label = string, match = function() return true end }
