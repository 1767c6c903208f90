return {
  group = "kind",
  order = 3,
  label = { pt = "Música", en = "Music" },
  match = {
    any = { extra = { tipo = "Concerto" }, keyword = { "música", "coro", "concerto" } },
  },
  examples = {
    { { keywords = { "Coro" } }, true },
    { { title = "Palestra sobre sirenes" }, false },
  },
}
