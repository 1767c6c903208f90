-- A long list counts by its length.
-- outcome: time
-- line: 12
-- event: 0
-- message: still at work after 200000 steps

return {
	label = "x",
	match = function(event)
		local t = {}
		for i = 1, 15000 do t[i] = -i end
		table.sort(t)
		return true
	end,
}
