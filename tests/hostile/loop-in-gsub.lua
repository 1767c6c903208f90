-- A loop inside the callback of gsub.
-- outcome: time
-- line: 10
-- event: 0
-- message: still at work after 200000 steps

return {
	label = "x",
	match = function(event)
		("x"):gsub(".", function() while true do end end)
		return true
	end,
}
