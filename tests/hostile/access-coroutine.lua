-- Coroutines.
-- outcome: error
-- line: 10
-- event: 0
-- message: global "coroutine" is not available to rules

return {
	label = "x",
	match = function(event)
		coroutine.wrap(function() end)()
	end,
}
