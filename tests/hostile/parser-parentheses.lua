-- Parentheses in parentheses.
-- outcome: load
-- line: 0
-- event: -1
-- message: nested too deeply

return {{9000*(}}1{{9000*)}}
