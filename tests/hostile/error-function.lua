-- An error value that would run.
-- outcome: error
-- line: 10
-- event: 0
-- message: error() was given a function

return {
	label = "x",
	match = function(event)
		error(function() while true do end end)
	end,
}
