-- A text that does not end.
-- outcome: load
-- line: 7
-- event: -1
-- message: unfinished string

return "abc
