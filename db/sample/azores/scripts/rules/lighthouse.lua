return {
  group = "kind",
  order = 1,
  label = { pt = "Visita a um farol", en = "Visit to a lighthouse" },
  match = {
    any = {
      extra = { tipo = "Visita a um farol" },
      {
        mentions = { "visita ao farol", "portas abertas no farol", "subida ao farol" },
        none = { extra = { tipo = true } },
      },
    },
  },
  examples = {
    { { title = "Portas abertas no farol de cima" }, true },
    { { title = "Concerto junto ao farol" }, false },
    { { title = "Subida ao farol", extra = { tipo = { labels = { "Caminhada" } } } }, false },
  },
}
