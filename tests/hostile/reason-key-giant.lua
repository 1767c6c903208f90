-- A giant reason for all events.
-- outcome: load
-- message: reason has 1000000 bytes

return {
	label = "x",
	reason = ("x"):rep(1e6),
	match = { day = "2025-11-20" },
}
