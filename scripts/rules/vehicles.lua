return {
  group = "sector",
  order = 3,
  label = { fr = "Automobile et batteries", en = "Cars and batteries" },
  reason = require("reasons").stated,
  match = {
    any = {
      extra = { secteur = { "Automobile", "Batteries" } },
      {
        -- A "batterie" alone is most often played with sticks, and a
        -- "voiture" is how one gets here.
        mentions = {
          "automobile*", "véhicule* électrique*", "voiture* électrique*",
          "métiers des batteries", "usine* de batteries",
          "cellule* de batterie*", "module* de batterie*",
          "batterie* lithium", "batterie* au lithium", "batteries pour",
          "électromobilité", "gigafactory", "gigafactories", "gigausine*",
          "vallée de la batterie", "electric vehicle*", "car industry",
        },
        none = { extra = { secteur = true } },
      },
    },
  },
  examples = {
    { { title = "Une gigafactory se visite" }, true },
    { { text = "L’usine monte deux cents voitures électriques par jour." },
      true },
    { { extra = { secteur = { labels = { "Batteries" } } } }, true },
    { { text = "Laurent Roman : basse ; Julie Saury : batterie." }, false },
    { { text = "Pensez au covoiturage, ou venez en voiture." }, false },
    { { title = "La batterie côtière et son fort" }, false },
  },
}
