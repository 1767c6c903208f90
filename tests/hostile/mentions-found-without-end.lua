-- Endless questions that are answered, in words looked up each time.
-- outcome: time
-- line: 10
-- event: 0
-- message: still at work after 200000 steps

return {
	label = "x",
	match = function(event)
		while true do event:mentions("sur inscription") end
	end,
}
