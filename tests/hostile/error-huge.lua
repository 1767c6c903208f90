-- A huge sentence is cut.
-- outcome: error
-- line: 10
-- event: 0
-- message: xxxxxxxxxxxxxxxx

return {
	label = "x",
	match = function(event)
		error(("x"):rep(1e6))
	end,
}
