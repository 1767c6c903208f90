-- An event cannot be called.
-- outcome: error
-- line: 10
-- event: 0
-- message: attempt to call

return {
	label = "x",
	match = function(event)
		return event()
	end,
}
