-- 1 is no answer.
-- outcome: error
-- line: 9
-- event: 0
-- message: match returned a number

return {
	label = "x",
	match = function(event)
		return 1
	end,
}
