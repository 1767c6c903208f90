-- pcall in pcall, with a loop where a handler would stand.
-- outcome: time
-- line: 10
-- event: 0
-- message: still at work after 200000 steps

return {
	label = "x",
	match = function(event)
		local function handler() while true do end end
		local function try(n)
			if n > 0 then return pcall(try, n - 1) end
			handler()
		end
		pcall(try, 50)
		return true
	end,
}
