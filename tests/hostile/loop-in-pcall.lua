-- A loop that would catch the error of a limit.
-- outcome: time
-- line: 11
-- event: 0
-- message: still at work after 200000 steps

return {
	label = "x",
	match = function(event)
		while true do
			pcall(function() while true do end end)
		end
	end,
}
