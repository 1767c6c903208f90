-- An escape for no character.
-- outcome: load
-- line: 7
-- event: -1
-- message: UTF-8 value too large

return "\u{ffffffffff}"
