-- Recursion through C: pcall, which catches the overflow.
-- outcome: ok
-- verdicts: 11111

return {
	label = "x",
	match = function(event)
		local function f() return pcall(f) end
		return (f())
	end,
}
