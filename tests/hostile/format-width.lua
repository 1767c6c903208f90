-- A very wide number.
-- outcome: error
-- line: 10
-- event: 0
-- message: invalid conversion

return {
	label = "x",
	match = function(event)
		return ("%99999999d"):format(1) == ""
	end,
}
