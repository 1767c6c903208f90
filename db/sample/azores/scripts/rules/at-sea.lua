return {
  group = "kind",
  order = 2,
  label = { pt = "No mar", en = "At sea" },
  match = {
    any = {
      extra = { tipo = "No mar" },
      keyword = { "barco", "vela", "mergulho", "botes" },
    },
  },
  examples = {
    { { keywords = { "mergulho" } }, true },
    { { text = "Fala-se de um barco." }, false },
  },
}
