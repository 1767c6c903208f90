return {
  group = "audience",
  order = 1,
  label = { pt = "Toda a gente", en = "Everybody" },
  match = {
    any = {
      mentions = { "toda a gente", "para todos", "ninguém fica de fora", "quem quiser entrar" },
      extra = { publico = "Toda a gente" },
    },
    -- Life jackets "para todos os tamanhos" invite nobody.
    none = { mentions = "para todos os" },
  },
  examples = {
    { { title = "Regata", summary = "Vista da muralha. Para todos." }, true },
    { { extra = { publico = { labels = { "Famílias", "Toda a gente" } } } }, true },
    { { summary = "Coletes para todos os tamanhos." }, false },
    { { summary = "Só para mergulhadores." }, false },
  },
}
