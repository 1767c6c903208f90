-- A rule may put itself in a world of its own.
-- outcome: ok
-- verdicts: 11111

return {
	label = "x",
	match = function(event)
		local _ENV = { tostring = tostring }
		return tostring(1) == "1"
	end,
}
