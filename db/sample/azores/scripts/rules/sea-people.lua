return {
  group = "audience",
  order = 3,
  label = { pt = "Mergulhadores e velejadores", en = "Divers and sailors" },
  match = {
    any = {
      extra = { publico = "Mergulhadores e velejadores" },
      -- "Nós de marinheiro" are for anybody: only the plural is a public.
      mentions = {
        "mergulhadores", "velejadores", "marinheiros", "certificado de mergulho",
      },
    },
  },
  examples = {
    { { text = "É preciso certificado de mergulho." }, true },
    { { title = "Nós de marinheiro" }, false },
    { { extra = { publico = { labels = { "Mergulhadores e velejadores" } } } }, true },
  },
}
