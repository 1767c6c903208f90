-- By the back door too.
-- outcome: error
-- line: 10
-- event: 0
-- message: a library cannot be changed

return {
	label = "x",
	match = function(event)
		table.insert(string, "x")
		return true
	end,
}
