-- A lib that requires itself.
-- outcome: load
-- line: 7
-- event: -1
-- message: requires itself

require "cycle"
return {}
