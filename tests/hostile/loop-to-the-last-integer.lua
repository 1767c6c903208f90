-- A loop up to the last integer ends, for nothing wraps.
-- outcome: ok
-- verdicts: 11111

return {
	label = "x",
	match = function(event)
		local n = 0
		for i = math.maxinteger - 2, math.maxinteger do n = n + 1 end
		for i = math.mininteger + 2, math.mininteger, -1 do n = n + 1 end
		return n == 6
	end,
}
