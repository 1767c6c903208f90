-- An order function that is none ends all the same.
-- outcome: ok
-- verdicts: 11111

return {
	label = "x",
	match = function(event)
		local t = {}
		for i = 1, 200 do t[i] = i * 37 % 200 end
		table.sort(t, function() return true end)
		return #t == 200
	end,
}
