-- A global written at one event is not there at the next.
-- outcome: ok
-- verdicts: 00000

return {
	label = "x",
	match = function(event)
		local seen = pcall(function() return memory end)
		memory = event.uid
		return seen
	end,
}
