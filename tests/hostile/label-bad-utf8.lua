-- Bytes that are no UTF-8, by an escape.
-- outcome: load
-- line: 0
-- event: -1
-- message: label.fr is not UTF-8

return { label = { fr = "caf\xe9" }, match = function() return true end }
