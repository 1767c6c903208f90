-- Ten thousand times one big text, joined.
-- outcome: memory
-- line: 11
-- event: 0

return {
	label = "x",
	match = function(event)
		local t, s = {}, ("x"):rep(100000)
		for i = 1, 10000 do t[i] = s end
		return table.concat(t, s) == ""
	end,
}
