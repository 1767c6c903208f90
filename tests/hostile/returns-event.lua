-- The event is no answer.
-- outcome: error
-- line: 9
-- event: 0
-- message: match returned a

return {
	label = "x",
	match = function(event)
		return event
	end,
}
