-- Chance.
-- outcome: error
-- line: 10
-- event: 0
-- message: function "math.random" is not available to rules

return {
	label = "x",
	match = function(event)
		return math.random() > 0.5
	end,
}
