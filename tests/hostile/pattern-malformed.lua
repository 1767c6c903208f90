-- A pattern that breaks off.
-- outcome: error
-- line: 10
-- event: 0
-- message: malformed pattern

return {
	label = "x",
	match = function(event)
		return ("a"):find("[a") == 1
	end,
}
