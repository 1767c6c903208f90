-- A sentence that is not UTF-8 is mended.
-- outcome: error
-- line: 10
-- event: 0
-- message: a�b

return {
	label = "x",
	match = function(event)
		error("a\xffb")
	end,
}
