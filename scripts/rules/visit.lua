-- Not "visite" alone: a minister pays one, and so do commercial agents. Nor
-- "visite* du musée", which the "visiteurs du musée" are too.
local words = {
  "une visite", "visite* guidée*", "visite* commentée*", "visite* libre*",
  "visite* d'entreprise*", "visite* d'usine*", "visite de l'usine",
  "visite de l'entreprise", "visite du site", "visite des locaux",
  "visite des ateliers", "visite de l'exposition", "visite du musée",
  "visites de l'usine", "visites de l'entreprise", "visites du site",
  "visites des locaux", "visites des ateliers", "visites de l'exposition",
  "visites du musée",
  "la visite se", "la visite suit", "la visite dure", "la visite est",
  "découvrez nos locaux", "guided tour*", "factory tour*", "company visit*",
}

return {
  group = "format",
  order = 1,
  label = { fr = "Visites", en = "Visits" },
  reason = require("reasons").stated,
  match = {
    any = {
      extra = { format = { "Visite d'entreprise", "Visite" } },
      {
        any = {
          mentions = words,
          title = { "visite", "visites", "visitez" },
          keyword = { "visite", "visites" },
        },
        none = { extra = { format = true } },
      },
    },
  },
  examples = {
    { { title = "Visite de la verrerie" }, true },
    { { text = "L’équipe vous invite à une visite de l’atelier." }, true },
    { { keywords = { "Visite" } }, true },
    { { extra = { format = { labels = { "Visite d’entreprise" } } } }, true },
    { { text = "Le préfet rend visite aux exposants." }, false },
    { { text = "Parking pour les visiteurs du site." }, false },
    { { title = "Table ronde", text = "Précédée d’une visite de l’atelier.",
        extra = { format = { labels = { "Conférence, table ronde" } } } },
      false },
  },
}
