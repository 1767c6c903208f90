-- More results than asked for.
-- outcome: ok
-- verdicts: 11111

return {
	label = "x",
	match = function(event)
		return true, "r", 1, 2, 3, {}, event
	end,
}
