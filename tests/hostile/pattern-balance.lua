-- %b without its two letters.
-- outcome: error
-- line: 10
-- event: 0
-- message: missing arguments to

return {
	label = "x",
	match = function(event)
		return ("a"):find("%b") == 1
	end,
}
