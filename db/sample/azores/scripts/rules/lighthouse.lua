return {
  group = "kind",
  order = 1,
  label = { pt = "Visita a um farol", en = "Visit to a lighthouse" },
  match = function(event)
    if event.extra.tipo then
      return event.extra.tipo.labels[1] == "Visita a um farol"
    end
    return event:mentions("visita ao farol", "portas abertas no farol", "subida ao farol")
  end,
  examples = {
    { { title = "Portas abertas no farol de cima" }, true },
    { { title = "Concerto junto ao farol" }, false },
    { { title = "Subida ao farol", extra = { tipo = { labels = { "Caminhada" } } } }, false },
  },
}
