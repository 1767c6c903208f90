return {
  group = "sector",
  order = 9,
  label = { fr = "Économie circulaire", en = "Circular economy" },
  reason = require("reasons").stated,
  match = {
    any = {
      extra = { secteur = "Économie circulaire" },
      {
        -- Among factories it is things that are repaired, and no injustice.
        mentions = {
          "économie circulaire", "recyclage", "recycler", "recyclerie*",
          "ressourcerie*", "réemploi", "upcycling", "surcyclage",
          "seconde main", "seconde vie", "deuxième vie", "zéro déchet",
          "tri des déchets", "valorisation des déchets", "gestion des déchets",
          "repair café*", "atelier* de réparation", "réparer", "réparation",
          "reconditionné*", "reconditionnement", "circular economy",
          "recycling", "repair cafe*",
        },
        none = { extra = { secteur = true } },
      },
    },
  },
  examples = {
    { { title = "Réparer ensemble" }, true },
    { { text = "La ressourcerie redonne une seconde vie aux vélos." }, true },
    { { extra = { secteur = { labels = { "Économie circulaire" } } } }, true },
    { { text = "L’économie du quartier et la circulation." }, false },
    { { text = "Le verre recyclé entre dans le four.",
        extra = { secteur = { labels = { "Verre" } } } }, false },
  },
}
