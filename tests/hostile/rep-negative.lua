-- A negative count is nothing.
-- outcome: ok
-- verdicts: 11111

return {
	label = "x",
	match = function(event)
		return ("x"):rep(-5) == ""
	end,
}
