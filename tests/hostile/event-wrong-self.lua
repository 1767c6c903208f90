-- A method on the wrong thing.
-- outcome: error
-- line: 11
-- event: 0
-- message: write event:mentions(...), with a colon

return {
	label = "x",
	match = function(event)
		local m = event.mentions
		return m(event.place, "x")
	end,
}
