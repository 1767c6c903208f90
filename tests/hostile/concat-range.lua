-- A list that is said to be longer than it is.
-- outcome: error
-- line: 10
-- event: 0
-- message: invalid value (nil) at index 1

return {
	label = "x",
	match = function(event)
		return table.concat({}, "x", 1, math.maxinteger) == ""
	end,
}
