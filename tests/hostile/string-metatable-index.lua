-- What leads to their methods cannot be reached.
-- outcome: error
-- line: 10
-- event: 0
-- message: function "string.__index" is not available

return {
	label = "x",
	match = function(event)
		return ("").__index == nil
	end,
}
