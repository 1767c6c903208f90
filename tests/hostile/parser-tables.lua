-- Tables in tables.
-- outcome: load
-- line: 0
-- event: -1
-- message: nested too deeply

return {{5000*{ }}1
