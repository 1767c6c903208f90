// edit.mjs -- the workspace's script. Pages work without it.
console.log(t.kept)
