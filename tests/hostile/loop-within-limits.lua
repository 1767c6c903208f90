-- Much work, but within the limit for each event.
-- outcome: ok
-- verdicts: 11111

return {
	label = "x",
	match = function(event)
		local n = 0
		for i = 1, 40000 do n = n + i end
		return n > 0
	end,
}
