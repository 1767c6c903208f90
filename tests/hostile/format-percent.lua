-- A percent sign is no address.
-- outcome: ok
-- verdicts: 11111

return {
	label = "x",
	match = function(event)
		return ("%%p %5.1f%%"):format(2) == "%p   2.0%"
	end,
}
