return {
  group = "sector",
  order = 2,
  label = { fr = "Ferroviaire", en = "Rail" },
  reason = require("reasons").stated,
  match = {
    any = {
      extra = { secteur = "Ferroviaire" },
      {
        -- Not "train", which is also in "en train de", nor "tramway" and
        -- "SNCF", which are how one gets to any event.
        mentions = {
          "ferroviaire*", "chemins de fer", "cheminots", "cheminotes",
          "locomotive*", "matériel roulant", "bogie*", "caténaire*",
          "métiers du rail", "construction de trains", "technicentre*",
          "railway*", "rolling stock",
        },
        none = { extra = { secteur = true } },
      },
    },
  },
  examples = {
    { { title = "Les métiers du ferroviaire" }, true },
    { { text = "On démonte un bogie, essieu après essieu." }, true },
    { { extra = { secteur = { labels = { "Ferroviaire" } } } }, true },
    { { text = "L’atelier est en train de changer." }, false },
    { { text = "Accès : tramway T1, gare SNCF à 300 m." }, false },
    { { title = "Le fer et le feu" }, false },
    { { text = "Un film muet sur la fille d’un cheminot." }, false },
  },
}
