-- A sentence that names another file keeps this rule's line.
-- outcome: error
-- line: 10
-- event: 0
-- message: other.lua:99: x

return {
	label = "x",
	match = function(event)
		error("other.lua:99: x", 0)
	end,
}
