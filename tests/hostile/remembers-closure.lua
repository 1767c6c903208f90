-- And a closure over the event before.
-- outcome: ok
-- verdicts: 00000

local last
return {
	label = "x",
	match = function(event)
		local before = last
		last = function() return event.uid end
		return before ~= nil
	end,
}
