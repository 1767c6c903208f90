-- Closures that hold each other.
-- outcome: memory
-- line: 11
-- event: 0

return {
	label = "x",
	match = function(event)
		local t, s = {}, ("x"):rep(10000)
		for i = 1, 1e9 do
			local u = s .. i
			t[i] = function() return u end
		end
		return true
	end,
}
