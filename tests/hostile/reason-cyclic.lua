-- A reason that holds itself.
-- outcome: error
-- line: 9
-- event: 0
-- message: the reason.fr is a table

return {
	label = "x",
	match = function(event)
		local t = {}
		t.fr = t
		return true, t
	end,
}
