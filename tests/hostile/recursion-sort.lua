-- Recursion through C: sort.
-- outcome: error
-- line: 10
-- event: 0
-- message: C stack overflow

return {
	label = "x",
	match = function(event)
		local function f() table.sort({ 1, 2 }, f) return false end
		return f()
	end,
}
