-- Control characters in a sentence go.
-- outcome: error
-- line: 10
-- event: 0
-- message: a[31mb c

return {
	label = "x",
	match = function(event)
		error("a\27[31mb\nc")
	end,
}
