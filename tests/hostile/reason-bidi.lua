-- A reason that reads backwards.
-- outcome: error
-- line: 9
-- event: 0
-- message: the reason.fr has a character

return {
	label = "x",
	match = function(event)
		return true, { fr = "\u{2066}x" }
	end,
}
