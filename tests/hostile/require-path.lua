-- A path for a lib.
-- outcome: load
-- line: 7
-- event: -1
-- message: there is no file "../rules/test.lua" in lib/

require "../rules/test"
return {}
