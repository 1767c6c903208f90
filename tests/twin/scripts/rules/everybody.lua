return {
  group = "audience",
  order = 1,
  label = { fr = "Tout public", en = "Everybody" },
  match = { extra = { public = 1 } },
}
