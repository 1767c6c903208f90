-- A table that grows.
-- outcome: memory
-- line: 10
-- event: 0

return {
	label = "x",
	match = function(event)
		local t, s = {}, ("x"):rep(10000)
		for i = 1, 1e9 do t[i] = s .. i end
		return true
	end,
}
