-- A character that is none.
-- outcome: error
-- line: 10
-- event: 0
-- message: value out of range

return {
	label = "x",
	match = function(event)
		return utf8.char(-1) == ""
	end,
}
