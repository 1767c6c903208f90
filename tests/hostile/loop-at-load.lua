-- An endless loop before anything is returned.
-- outcome: time
-- line: 7
-- event: -1
-- message: still at work after 200000 steps

while true do end
return {}
