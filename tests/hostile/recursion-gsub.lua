-- Recursion through C: gsub.
-- outcome: error
-- line: 10
-- event: 0
-- message: C stack overflow

return {
	label = "x",
	match = function(event)
		local function f(s) return (s:gsub(".", f)) end
		return f("x") == "x"
	end,
}
