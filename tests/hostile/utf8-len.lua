-- utf8.len tells where, and raises nothing.
-- outcome: ok
-- verdicts: 11111

return {
	label = "x",
	match = function(event)
		return utf8.len("\xff") == nil and utf8.len("a\xf8") == nil
	end,
}
