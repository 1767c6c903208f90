return {
  group = "kind",
  order = 5,
  label = { pt = "Oficinas e palestras", en = "Workshops and talks" },
  match = {
    any = { extra = { tipo = { "Oficina", "Palestra" } }, mentions = { "oficina", "palestra" } },
  },
  examples = {
    { { summary = "Palestra em linha." }, true },
    { { extra = { tipo = { labels = { "Oficina" } } } }, true },
    { { title = "Concerto no cais" }, false },
  },
}
