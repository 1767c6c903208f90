-- Going through bad bytes.
-- outcome: error
-- line: 10
-- event: 0
-- message: invalid UTF-8 code

return {
	label = "x",
	match = function(event)
		for _ in utf8.codes("a\xffb") do end
		return true
	end,
}
