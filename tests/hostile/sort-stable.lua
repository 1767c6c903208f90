-- sort keeps the order of equals.
-- outcome: ok
-- verdicts: 11111

return {
	label = "x",
	match = function(event)
		local t = { { 1, "a" }, { 0, "b" }, { 1, "c" }, { 0, "d" } }
		table.sort(t, function(a, b) return a[1] < b[1] end)
		local s = ""
		for _, x in ipairs(t) do s = s .. x[2] end
		return s == "bdac"
	end,
}
