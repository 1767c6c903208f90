-- Replacements far bigger than what they replace.
-- outcome: memory
-- line: 10
-- event: 0

return {
	label = "x",
	match = function(event)
		local s = ("x"):rep(150000)
		return s:gsub("", s) == ""
	end,
}
