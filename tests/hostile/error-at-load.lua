-- error({}) before anything is returned.
-- outcome: load
-- line: 7
-- event: -1
-- message: error() was given a table

error({})
