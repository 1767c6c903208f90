return {
  group = "format",
  order = 5,
  label = { fr = "Portes ouvertes", en = "Open days" },
  reason = require("reasons").stated,
  match = {
    any = {
      extra = { format = "Portes ouvertes" },
      {
        -- "Ouvre ses portes" is said of every shop and every museum.
        mentions = {
          "portes ouvertes", "porte ouverte", "JPO", "open day*", "open house",
        },
        none = { extra = { format = true } },
      },
    },
  },
  examples = {
    { { title = "Portes ouvertes à la Forge de la Scarpe" }, true },
    { { summary = "Une journée « portes ouvertes »." }, true },
    { { title = "JPO du lycée technique" }, true },
    { { extra = { format = { labels = { "Portes ouvertes" } } } }, true },
    { { summary = "La Forge ouvre ses portes." }, false },
    { { title = "Poussez la porte de la papeterie" }, false },
  },
}
