-- An error value that is no text.
-- outcome: error
-- line: 10
-- event: 0
-- message: error() was given a table; give it a sentence

return {
	label = "x",
	match = function(event)
		error({})
	end,
}
