-- pairs goes over a snapshot, less what went meanwhile.
-- outcome: ok
-- verdicts: 11111

return {
	label = "x",
	match = function(event)
		local t, n = { a = 1, b = 2, c = 3 }, 0
		for k in pairs(t) do
			t.c, t[k .. k], n = nil, 1, n + 1
		end
		return n == 2
	end,
}
