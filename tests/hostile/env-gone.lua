-- A rule may take its own world away, and only that.
-- outcome: error
-- line: 11
-- event: 0
-- message: attempt to index a nil value

return {
	label = "x",
	match = function(event)
		_ENV = nil
		return string == nil
	end,
}
