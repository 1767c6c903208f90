-- Files.
-- outcome: error
-- line: 10
-- event: 0
-- message: global "io" is not available to rules

return {
	label = "x",
	match = function(event)
		return io.open("/etc/passwd") == nil
	end,
}
