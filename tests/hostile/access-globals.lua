-- None of these is there.
-- outcome: ok
-- verdicts: 11111

return {
	label = "x",
	match = function(event)
		local names = { "os", "io", "debug", "coroutine", "package", "load",
			"loadstring", "loadfile", "dofile", "setmetatable", "getmetatable",
			"rawget", "rawset", "rawequal", "rawlen", "collectgarbage", "next",
			"print", "warn", "xpcall", "_G", "_VERSION", "module", "arg" }
		for _, name in ipairs(names) do
			if pcall(function() return _ENV[name] end) then error(name) end
		end
		return true
	end,
}
