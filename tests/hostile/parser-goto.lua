-- A goto to nowhere.
-- outcome: load
-- event: -1
-- message: no visible label

goto nowhere
