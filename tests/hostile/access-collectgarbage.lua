-- Memory in use would be a clock.
-- outcome: error
-- line: 10
-- event: 0
-- message: global "collectgarbage" is not available to rules

return {
	label = "x",
	match = function(event)
		return collectgarbage("count") > 0
	end,
}
