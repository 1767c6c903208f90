-- The same in an iterator, which works after gmatch has returned.
-- outcome: time
-- line: 10
-- event: 0
-- message: seconds of computing

return {
	label = "x",
	match = function(event)
		for w in ("a"):rep(5000):gmatch(".-.-.-.-.-b") do local _ = w end
		return false
	end,
}
