-- Nor added to.
-- outcome: error
-- line: 10
-- event: 0
-- message: attempt to perform arithmetic

return {
	label = "x",
	match = function(event)
		return event + 1 == 2
	end,
}
