-- A malformed number.
-- outcome: load
-- line: 7
-- event: -1
-- message: malformed number

return 0x{{100*f}}g
