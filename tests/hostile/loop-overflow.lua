-- Integers that wrap around and never meet.
-- outcome: time
-- line: 12
-- event: 0
-- message: still at work after 200000 steps

return {
	label = "x",
	match = function(event)
		local n = math.maxinteger - 10
		while n ~= 0 do
			n = n + 2
		end
		return true
	end,
}
