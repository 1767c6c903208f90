-- pcall of itself, caught and begun again.
-- outcome: time
-- line: 10
-- event: 0
-- message: still at work after 200000 steps

return {
	label = "x",
	match = function(event)
		local function f() return pcall(f) end
		while true do f() end
	end,
}
