-- A NUL in a label.
-- outcome: load
-- line: 0
-- event: -1
-- message: label has a character that cannot be shown (U+0000)

return { label = "a\0b", match = function() return true end }
