-- A loop of floats that does not get on.
-- outcome: time
-- line: 10
-- event: 0
-- message: still at work after 200000 steps

return {
	label = "x",
	match = function(event)
		for x = 1, 1e300, 1e-300 do end
		return true
	end,
}
