-- One call that asks for a gigabyte.
-- outcome: error
-- line: 10
-- event: 0
-- message: string.rep makes at most 1000000 bytes

return {
	label = "x",
	match = function(event)
		return ("x"):rep(1e9) == ""
	end,
}
