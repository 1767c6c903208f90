-- nil is no answer.
-- outcome: error
-- line: 9
-- event: 0
-- message: match came to its end without an answer

return {
	label = "x",
	match = function(event)
		return nil
	end,
}
