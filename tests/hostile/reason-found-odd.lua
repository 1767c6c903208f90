-- Words that are found, and cannot be shown as they stand.
-- outcome: ok
-- verdicts: 00000

return {
	label = "x",
	match = function(event)
		return event:mentions("ab cd*")
	end,
	examples = {
		{ { text = "ab \u{202e}cd" }, true },
		{ { text = "ab\0cd" }, true },
		{ { text = "ab \xff\xfe cd" }, true },
		{ { text = "ab" .. ("\n"):rep(1e5) .. "cd" }, false },
		{ { text = "ab" .. ("-"):rep(1e5) .. "cd" }, true },
		{ { text = "ab cd" .. ("x"):rep(1e5) }, true },
	},
}
