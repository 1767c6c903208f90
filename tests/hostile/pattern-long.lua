-- A pattern that is too long.
-- outcome: error
-- line: 10
-- event: 0
-- message: a pattern has at most 256 bytes

return {
	label = "x",
	match = function(event)
		return ("a"):find(("a"):rep(257)) == 1
	end,
}
