-- The debug library.
-- outcome: error
-- line: 10
-- event: 0
-- message: global "debug" is not available to rules

return {
	label = "x",
	match = function(event)
		debug.sethook()
	end,
}
