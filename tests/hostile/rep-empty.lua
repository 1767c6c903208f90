-- Nothing, 2^63 - 1 times: in Lua's own rep a loop of years.
-- outcome: error
-- line: 10
-- event: 0
-- message: string.rep makes at most

return {
	label = "x",
	match = function(event)
		return (""):rep(math.maxinteger) == ""
	end,
}
