-- The world as the rule.
-- outcome: load
-- line: 0
-- event: -1
-- message: match is missing

label = "x"
return _ENV
