return {
  group = "walk",
  order = 1,
  label = { pt = "Fácil", en = "Easy" },
  match = {
    any = {
      extra = { caminhada = "Fácil" },
      mentions = { "sem dificuldade", "plano e fácil", "ao nível da rua" },
      access = "mi",
    },
  },
  examples = {
    { { access = { mi = true } }, true },
    { { text = "Caminho de terra, sem dificuldade." }, true },
    { { text = "Grau difícil." }, false },
  },
}
