-- What cannot be compared.
-- outcome: error
-- line: 10
-- event: 0
-- message: attempt to compare

return {
	label = "x",
	match = function(event)
		table.sort({ 1, "x", {} })
		return true
	end,
}
