-- An address would differ from run to run.
-- outcome: error
-- line: 10
-- event: 0
-- message: string.format has no %p

return {
	label = "x",
	match = function(event)
		return ("%-20p"):format({}) == ""
	end,
}
