-- error({}) in an example.
-- outcome: example
-- line: 9
-- event: -1
-- message: example 1: error() was given a table

return {
	label = "x",
	match = function() error({}) end,
	examples = { { {}, true } },
}
