-- An endless loop in an example: no event is at work.
-- outcome: time
-- line: 10
-- event: -1
-- message: example 1: still at work after 200000 steps

return {
	label = "x",
	match = function(event)
		while event.title == "" do end
		return false
	end,
	examples = { { {}, false } },
}
