-- More bytes than the stack holds.
-- outcome: error
-- line: 10
-- event: 0
-- message: string slice too long

return {
	label = "x",
	match = function(event)
		return (("x"):rep(999999) .. ("x"):rep(999999)):byte(1, -1) == 1
	end,
}
