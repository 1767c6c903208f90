-- The same with captures.
-- outcome: time
-- line: 10
-- event: 0
-- message: seconds of computing

return {
	label = "x",
	match = function(event)
		return ("a"):rep(5000):match("(.-)(.-)(.-)(.-)(.-)b") ~= nil
	end,
}
