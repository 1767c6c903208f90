-- A giant reason.
-- outcome: error
-- line: 9
-- event: 0
-- message: the reason has 1000000 bytes

return {
	label = "x",
	match = function(event)
		return true, ("x"):rep(1e6)
	end,
}
