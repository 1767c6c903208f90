-- A text that doubles.
-- outcome: memory
-- line: 10
-- event: 0

return {
	label = "x",
	match = function(event)
		local s = "x"
		while true do s = s .. s end
	end,
}
