-- A method on a text.
-- outcome: error
-- line: 10
-- event: 0
-- message: write event:within(...), with a colon

return {
	label = "x",
	match = function(event)
		return event.within("x", 1, 2, 3)
	end,
}
