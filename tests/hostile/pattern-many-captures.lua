-- Eighty captures.
-- outcome: error
-- line: 10
-- event: 0
-- message: too many captures

return {
	label = "x",
	match = function(event)
		return ("a"):rep(100):find(("(a)"):rep(80)) == 1
	end,
}
