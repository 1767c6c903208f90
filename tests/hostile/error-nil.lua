-- No error value at all.
-- outcome: error
-- line: 10
-- event: 0
-- message: error() was given a nil

return {
	label = "x",
	match = function(event)
		error(nil)
	end,
}
