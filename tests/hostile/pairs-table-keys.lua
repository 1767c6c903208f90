-- Keys that have no order.
-- outcome: error
-- line: 10
-- event: 0
-- message: pairs goes through keys that are numbers, texts or booleans

return {
	label = "x",
	match = function(event)
		for _ in pairs({ [{}] = 1 }) do end
		return true
	end,
}
