-- More results than the stack holds.
-- outcome: error
-- line: 10
-- event: 0
-- message: too many results to unpack

return {
	label = "x",
	match = function(event)
		return table.unpack({}, 1, 1e8) == nil
	end,
}
