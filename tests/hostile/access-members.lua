-- Nor these members.
-- outcome: ok
-- verdicts: 11111

return {
	label = "x",
	match = function(event)
		local names = { string = { "dump", "pack", "packsize", "unpack" },
			table = { "move" }, math = { "random", "randomseed" } }
		for library, members in pairs(names) do
			for _, name in ipairs(members) do
				if pcall(function() return _ENV[library][name] end) then error(name) end
			end
		end
		return not pcall(function() return ("x"):dump() end)
	end,
}
