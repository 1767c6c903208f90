-- An endless loop around an iterator.
-- outcome: time
-- line: 11
-- event: 0
-- message: still at work after 200000 steps

return {
	label = "x",
	match = function(event)
		while true do
			for w in ("a b c"):gmatch("%a") do local _ = w end
		end
	end,
}
