-- A long chain of and: the parser's time grows with its square.
-- outcome: ok
-- verdicts: 11111

return {
	label = "x",
	match = function(event)
		local a = true
		return {{9000*a and }}a
	end,
}
