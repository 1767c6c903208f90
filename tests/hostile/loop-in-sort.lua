-- A loop inside the order function of sort.
-- outcome: time
-- line: 11
-- event: 0
-- message: still at work after 200000 steps

return {
	label = "x",
	match = function(event)
		local t = { 3, 1, 2 }
		table.sort(t, function() while true do end end)
		return true
	end,
}
