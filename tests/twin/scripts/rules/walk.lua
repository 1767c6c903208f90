return {
  group = "kind",
  order = 2,
  label = { fr = "Promenade", en = "Walk" },
  match = { any = { keyword = "harbour", mentions = "promenade" } },
}
