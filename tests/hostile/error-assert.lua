-- assert with a table.
-- outcome: error
-- line: 10
-- event: 0
-- message: error() was given a table

return {
	label = "x",
	match = function(event)
		assert(false, {})
	end,
}
