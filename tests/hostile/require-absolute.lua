-- An absolute path.
-- outcome: load
-- line: 7
-- event: -1
-- message: there is no file

require "/etc/passwd"
return {}
