-- The crash of Lua 5.4.4 in a __concat needs a metatable.
-- outcome: error
-- line: 10
-- event: 0
-- message: global "setmetatable" is not available

return {
	label = "x",
	match = function(event)
		local t = setmetatable({}, { __concat = function() return "" end })
		return t .. "x" == ""
	end,
}
