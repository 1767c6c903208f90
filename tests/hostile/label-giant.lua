-- A giant label.
-- outcome: load
-- line: 0
-- event: -1
-- message: label has 60000 bytes; it may have 120 at most

return { label = "{{60000*x}}", match = function() return true end }
