-- Endless questions about a field.
-- outcome: time
-- line: 12
-- event: 0
-- message: still at work after 200000 steps

local list = {}
for i = 1, 3000 do list[i] = i end
return {
	label = "x",
	match = function(event)
		while true do event:has_extra("type-de-public", list) end
	end,
}
