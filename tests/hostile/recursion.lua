-- Recursion without an end: the steps end before the stack does.
-- outcome: time
-- line: 10
-- event: 0
-- message: still at work after 200000 steps

return {
	label = "x",
	match = function(event)
		local function f() return 1 + f() end
		return f() == 1
	end,
}
