-- A table for a name.
-- outcome: load
-- line: 7
-- event: -1
-- message: string expected

require({})
return {}
