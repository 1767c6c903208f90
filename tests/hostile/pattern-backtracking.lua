-- a?^n a^n: the time doubles with each letter.
-- outcome: time
-- line: 10
-- event: 0
-- message: seconds of computing

return {
	label = "x",
	match = function(event)
		return ("a"):rep(30):find(("a?"):rep(30) .. ("a"):rep(30)) == nil
	end,
}
