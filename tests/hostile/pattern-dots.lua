-- A chain of .- over a long text.
-- outcome: time
-- line: 10
-- event: 0
-- message: seconds of computing

return {
	label = "x",
	match = function(event)
		return ("a"):rep(5000):find((".-"):rep(6) .. "b") ~= nil
	end,
}
