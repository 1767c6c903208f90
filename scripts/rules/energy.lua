return {
  group = "sector",
  order = 8,
  label = { fr = "Énergie", en = "Energy" },
  reason = require("reasons").stated,
  match = {
    any = {
      extra = { secteur = "Énergie" },
      {
        -- Singers too are full of "énergie", and every system of planets is
        -- "solaire".
        mentions = {
          "énergies renouvelables", "énergie renouvelable",
          "transition énergétique", "efficacité énergétique",
          "sobriété énergétique", "économies d'énergie",
          "production d'énergie", "producteur* d'énergie",
          "métiers de l'énergie", "énergie nucléaire", "centrale nucléaire",
          "filière nucléaire", "éolien", "éolienne*", "photovoltaïque*",
          "panneaux solaires", "hydrogène", "électrolyseur*",
          "méthanisation", "méthaniseur*", "biogaz", "géothermie",
          "réseau* de chaleur", "chaufferie*", "décarbonation de l'industrie",
          "renewable*", "wind turbine*", "hydrogen", "nuclear power",
        },
        none = { extra = { secteur = true } },
      },
    },
  },
  examples = {
    { { title = "Au sommet de l’éolienne" }, true },
    { { text = "Un parc éolien et une centrale nucléaire se visitent." },
      true },
    { { extra = { secteur = { labels = { "Énergie" } } } }, true },
    { { text = "Un quartet plein d’énergie." }, false },
    { { title = "Voyage dans le système solaire" }, false },
    { { title = "La famille nucléaire au théâtre" }, false },
  },
}
