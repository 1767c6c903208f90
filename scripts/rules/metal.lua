return {
  group = "sector",
  order = 6,
  label = { fr = "Métallurgie", en = "Metalworking" },
  reason = require("reasons").stated,
  match = {
    any = {
      extra = { secteur = "Métallurgie" },
      {
        -- Not "fer", as in "chemin de fer", nor "forge", as in "on se forge
        -- un avis", nor "métal", of which there is some everywhere.
        mentions = {
          "métallurgie", "métallurgique*", "métallurgiste*", "sidérurgie",
          "sidérurgique*", "acier", "aciers", "aciérie*", "haut fourneau",
          "hauts fourneaux", "laminoir*", "fonderie*", "fondeur*", "forges",
          "forgeron*", "soudage", "soudure*", "soudeur*", "soudeuse*",
          "chaudronnerie", "chaudronnier*", "tôlerie", "tôlier*",
          "ferronnerie", "ferronnier*", "travail du métal",
          "métiers du métal", "professionnels du métal", "orfèvre",
          "orfèvrerie", "metalworking", "steelworks", "foundry", "welding",
        },
        none = { extra = { secteur = true } },
      },
    },
  },
  examples = {
    { { title = "Pourquoi manque-t-on de soudeurs ?" }, true },
    { { keywords = { "métallurgie" } }, true },
    { { extra = { secteur = { labels = { "Métallurgie" } } } }, true },
    { { title = "Les chemins de fer du Nord" }, false },
    { { text = "De quoi se forger un avis." }, false },
    { { title = "Une soirée heavy metal" }, false },
  },
}
