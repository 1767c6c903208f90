-- A library as the rule.
-- outcome: load
-- line: 0
-- event: -1
-- message: label is missing

return string
