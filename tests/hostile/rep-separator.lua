-- Nothing, with a big separator between.
-- outcome: error
-- line: 10
-- event: 0
-- message: string.rep makes at most

return {
	label = "x",
	match = function(event)
		return (""):rep(1e6, ("s"):rep(1e6)) == ""
	end,
}
