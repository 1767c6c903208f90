return {
  group = "kind",
  order = 4,
  label = { pt = "Provas", en = "Tastings" },
  match = { any = { extra = { tipo = "Prova" }, keyword = "prova" } },
  examples = {
    { { keywords = { "prova", "vinho" } }, true },
    { { title = "Prova de força" }, false },
  },
}
