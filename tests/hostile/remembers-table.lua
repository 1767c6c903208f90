-- So does a table, of the file or of a lib.
-- outcome: ok
-- verdicts: 00000

local seen = {}
local lib = require "counter"
return {
	label = "x",
	match = function(event)
		seen[#seen + 1] = event.uid
		lib.seen[#lib.seen + 1] = event.uid
		return #seen > 1 or #lib.seen > 1
	end,
}
