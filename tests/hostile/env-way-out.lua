-- The world has no way out.
-- outcome: error
-- line: 10
-- event: 0
-- message: global "_G" is not available

return {
	label = "x",
	match = function(event)
		return _ENV._G == nil
	end,
}
