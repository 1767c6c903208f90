-- Code at run time.
-- outcome: error
-- line: 10
-- event: 0
-- message: global "load" is not available to rules

return {
	label = "x",
	match = function(event)
		return load("return 1")() == 1
	end,
}
