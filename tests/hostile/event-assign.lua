-- An event is read-only.
-- outcome: error
-- line: 10
-- event: 0
-- message: event cannot be changed

return {
	label = "x",
	match = function(event)
		event.title = "x"
		return true
	end,
}
