-- Half a surrogate pair, which Lua lets pass.
-- outcome: load
-- line: 0
-- event: -1
-- message: label is not UTF-8

return { label = "\u{d800}", match = function() return true end }
