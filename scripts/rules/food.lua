return {
  group = "sector",
  order = 5,
  label = { fr = "Agroalimentaire", en = "Food" },
  reason = require("reasons").stated,
  match = {
    any = {
      extra = { secteur = "Agroalimentaire" },
      {
        -- A "brasserie" is as often a restaurant as a brewery, and the
        -- "restauration" is also that of paintings.
        mentions = {
          "agroalimentaire*", "industrie* alimentaire*", "gastronomie",
          "gastronomique*", "boulangerie*", "boulanger*", "boulangère*",
          "pâtisserie*", "pâtissier*", "pâtissière*", "biscuiterie*",
          "conserverie*", "chocolaterie*", "fromagerie*", "laiterie*",
          "sucrerie*", "brasseur*", "fermentation", "dégustation*",
          "cuisinier*", "cuisinière*", "commis de cuisine", "cours de cuisine",
          "atelier* cuisine", "atelier* de cuisine", "arts culinaires",
          "produits du terroir", "vigneron*", "distillerie*",
          "food industry", "brewery", "bakery",
        },
        none = { extra = { secteur = true } },
      },
    },
  },
  examples = {
    { { title = "Une biscuiterie ouvre ses fours" }, true },
    { { keywords = { "agroalimentaire" } }, true },
    { { extra = { secteur = { labels = { "Agroalimentaire" } } } }, true },
    { { text = "La discussion sera suivie d’un verre." }, false },
    { { title = "La restauration des œuvres" }, false },
    { { text = "Rendez-vous à la brasserie du théâtre." }, false },
  },
}
