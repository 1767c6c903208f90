-- An endless loop of goto.
-- outcome: time
-- line: 11
-- event: 0
-- message: still at work after 200000 steps

return {
	label = "x",
	match = function(event)
		::again::
		goto again
	end,
}
