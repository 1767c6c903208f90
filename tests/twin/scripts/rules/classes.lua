return {
  group = "audience",
  order = 3,
  label = { fr = "Classes", en = "Classes" },
  match = { extra = { public = "Scolaires" } },
}
