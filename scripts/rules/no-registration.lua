local entry = require "entry"

return {
  group = "entry",
  order = 1,
  label = { fr = "Sans inscription", en = "No registration" },
  reason = require("reasons").stated,
  match = {
    any = {
      extra = { inscription = "Sans inscription" },
      {
        mentions = entry.free,
        none = {
          extra = { inscription = true },
          -- Here "entrée libre" only means that it is free of charge.
          mentions = {
            "libre sur inscription", "libre sur réservation",
            "libre. Sur inscription", "libre. Sur réservation",
            "libre uniquement sur",
          },
        },
      },
    },
  },
  examples = {
    { { conditions = "Entrée libre, sans inscription." }, true },
    { { text = "Aucune inscription n’est demandée." }, true },
    { { extra = { inscription = { labels = { "Sans inscription" } } } }, true },
    { { conditions = "Entrée libre sur inscription." }, false },
    { { conditions = "Entrée libre. Sur réservation." }, false },
    { { conditions = "Gratuit, dans la limite des places disponibles." },
      false },
    { { text = "Scolaires sur inscription, grand public en accès libre.",
        extra = { inscription = { labels = { "Inscription obligatoire" } } } },
      false },
  },
}
