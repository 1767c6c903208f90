-- Functions in functions.
-- outcome: load
-- line: 0
-- event: -1
-- message: nested too deeply

return {{2000*function() return }}
