return {
  group = "walk",
  order = 2,
  label = { pt = "Média", en = "Medium" },
  match = {
    any = { extra = { caminhada = "Média" }, mentions = { "grau médio", "cansa as pernas" } },
    none = { extra = { caminhada = { "Fácil", "Difícil" } } },
  },
  examples = {
    { { text = "Terreno solto: grau médio." }, true },
    { { text = "Grau médio.", extra = { caminhada = { labels = { "Difícil" } } } }, false },
  },
}
