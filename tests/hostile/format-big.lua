-- Sixty big texts in one count by their bytes.
-- outcome: time
-- line: 12
-- event: 0
-- message: still at work after 200000 steps

return {
	label = "x",
	match = function(event)
		local s, t = ("x"):rep(900000), {}
		for i = 1, 60 do t[i] = s end
		return ("%s"):rep(60):format(table.unpack(t)) == ""
	end,
}
