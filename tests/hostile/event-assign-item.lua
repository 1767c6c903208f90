-- So are its lists.
-- outcome: error
-- line: 11
-- event: 0
-- message: timings cannot be changed

return {
	label = "x",
	match = function(event)
		local t = event.timings
		t[1] = 1
		return true
	end,
}
