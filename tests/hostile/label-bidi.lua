-- A label that reads backwards.
-- outcome: load
-- line: 0
-- event: -1
-- message: label.en has a character that cannot be shown (U+202E)

return { label = { en = "\u{202e}txt" }, match = function() return true end }
