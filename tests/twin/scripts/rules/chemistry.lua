return {
  group = "kind",
  order = 1,
  label = { fr = "Chimie", en = "Chemistry" },
  match = { mentions = "chimie" },
}
