-- pairs goes in order.
-- outcome: ok
-- verdicts: 11111

return {
	label = "x",
	match = function(event)
		local t, s = { z = 1, a = 1, [10] = 1, [2] = 1, [2.5] = 1, [true] = 1 }, ""
		for k in pairs(t) do s = s .. tostring(k) .. " " end
		return s == "2 2.5 10 a z true "
	end,
}
