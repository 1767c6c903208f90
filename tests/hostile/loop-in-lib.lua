-- An endless loop in a lib: the line is that of the rule.
-- outcome: time
-- line: 7
-- event: -1
-- message: still at work after 200000 steps

require "loop"
return {}
