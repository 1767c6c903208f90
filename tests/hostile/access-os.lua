-- The operating system.
-- outcome: error
-- line: 10
-- event: 0
-- message: global "os" is not available to rules

return {
	label = "x",
	match = function(event)
		return os.execute("true")
	end,
}
