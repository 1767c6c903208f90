-- Blocks in blocks.
-- outcome: load
-- line: 0
-- event: -1
-- message: nested too deeply

{{3000*do }}
