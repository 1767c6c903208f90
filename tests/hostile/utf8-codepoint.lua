-- utf8 with bad bytes.
-- outcome: error
-- line: 10
-- event: 0
-- message: invalid UTF-8 code

return {
	label = "x",
	match = function(event)
		return utf8.codepoint("\xff") == 1
	end,
}
