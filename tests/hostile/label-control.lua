-- A label that colours a terminal.
-- outcome: load
-- line: 0
-- event: -1
-- message: label has a character that cannot be shown (U+001B)

return { label = "\27[31mred", match = function() return true end }
