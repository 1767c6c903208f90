-- Tail calls need no stack, so only steps end them.
-- outcome: time
-- line: 10
-- event: 0
-- message: still at work after 200000 steps

return {
	label = "x",
	match = function(event)
		local function again() return again() end
		return again()
	end,
}
