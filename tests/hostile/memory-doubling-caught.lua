-- A text that doubles; a memory error would be caught here.
-- outcome: memory
-- line: 10
-- event: 0

return {
	label = "x",
	match = function(event)
		local s = "x"
		while true do pcall(function() s = s .. s end) end
	end,
}
