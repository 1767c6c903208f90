-- A text too long to be matched.
-- outcome: error
-- line: 10
-- event: 0
-- message: a pattern is matched against at most 200000 bytes

return {
	label = "x",
	match = function(event)
		return ("a"):rep(200001):find("b") == nil
	end,
}
