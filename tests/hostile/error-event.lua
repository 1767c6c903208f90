-- The event as an error value.
-- outcome: error
-- line: 10
-- event: 0
-- message: error() was given a

return {
	label = "x",
	match = function(event)
		error(event)
	end,
}
