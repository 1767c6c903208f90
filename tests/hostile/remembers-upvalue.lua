-- A local of the file begins anew at each event.
-- outcome: ok
-- verdicts: 00000

local count = 0
return {
	label = "x",
	match = function()
		count = count + 1
		return count > 1
	end,
}
