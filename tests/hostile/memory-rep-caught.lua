-- The same, caught: a wrong argument is an ordinary error.
-- outcome: ok
-- verdicts: 11111

return {
	label = "x",
	match = function(event)
		return not pcall(string.rep, "x", 1e9)
	end,
}
