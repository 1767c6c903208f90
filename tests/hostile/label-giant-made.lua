-- A giant label, made by the rule.
-- outcome: load
-- line: 0
-- event: -1
-- message: label has 1000000 bytes

return { label = ("x"):rep(1e6), match = function() return true end }
