-- An endless loop on one event only, which is told.
-- outcome: time
-- line: 10
-- event: 3
-- message: still at work after 200000 steps

return {
	label = "x",
	match = function(event)
		while event.uid == "1004" do end
		return false
	end,
}
