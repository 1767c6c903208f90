-- tostring and format show no addresses.
-- outcome: ok
-- verdicts: 11111

return {
	label = "x",
	match = function(event)
		local f = function() end
		return tostring({}) == "table" and tostring(f) == "function" and
			tostring(event) == "event" and tostring(event.days) == "table" and
			("%s %s"):format({}, f) == "table function"
	end,
}
