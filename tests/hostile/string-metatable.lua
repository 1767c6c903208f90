-- Texts cannot be given methods.
-- outcome: error
-- line: 10
-- event: 0
-- message: attempt to index a string value

return {
	label = "x",
	match = function(event)
		("").format = 1
		return true
	end,
}
