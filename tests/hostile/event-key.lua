-- An event can be a key within one call.
-- outcome: ok
-- verdicts: 11111

return {
	label = "x",
	match = function(event)
		local t = {}
		t[event] = 1
		return t[event] == 1
	end,
}
