-- Anchors in gsub come to an end.
-- outcome: ok
-- verdicts: 11111

return {
	label = "x",
	match = function(event)
		return ("a"):rep(100000):gsub("^(a)", "%1") ~= "" and
			(("a"):gsub("$", "x")) == "ax" and (("^x"):gsub("^^", "")) == "x"
	end,
}
