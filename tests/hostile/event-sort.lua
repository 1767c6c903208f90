-- Which cannot be sorted in place.
-- outcome: error
-- line: 10
-- event: 0
-- message: keywords cannot be changed

return {
	label = "x",
	match = function(event)
		table.sort(event.keywords)
		return true
	end,
}
