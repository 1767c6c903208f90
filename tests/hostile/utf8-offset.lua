-- A position outside the text.
-- outcome: error
-- line: 10
-- event: 0
-- message: out of bounds

return {
	label = "x",
	match = function(event)
		return utf8.offset("abc", 1, 100) == 1
	end,
}
