-- Nor emptied.
-- outcome: error
-- line: 10
-- event: 0
-- message: days cannot be changed

return {
	label = "x",
	match = function(event)
		table.remove(event.days)
		return true
	end,
}
