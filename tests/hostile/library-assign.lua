-- A library is read-only.
-- outcome: error
-- line: 10
-- event: 0
-- message: a library cannot be changed

return {
	label = "x",
	match = function(event)
		string.lower = function() return "" end
		return true
	end,
}
