-- A NUL in a name.
-- outcome: load
-- line: 7
-- event: -1
-- message: there is no file

require "counter\0/../../x"
return {}
