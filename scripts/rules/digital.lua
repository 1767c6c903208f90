-- Not "programmation", which is what a theatre plays, nor "réalité virtuelle",
-- of which each stand has a pair of glasses.
local words = {
  "intelligence artificielle", "métiers de l'informatique",
  "métiers du numérique", "numérique industriel", "cybersécurité",
  "cyberattaque*", "jumeau numérique", "jumeaux numériques",
  "fabrication numérique", "atelier* numérique*", "impression 3D",
  "imprimante* 3D", "fab lab", "fablab*", "code informatique",
  "la robotique", "artificial intelligence", "robotics", "cybersecurity",
}

return {
  group = "sector",
  order = 7,
  label = { fr = "Numérique et robotique", en = "Digital and robotics" },
  reason = require("reasons").stated,
  match = {
    any = {
      extra = { secteur = "Numérique, robotique" },
      {
        any = {
          mentions = words,
          -- In a text, a robot may weld doors.
          title = { "robot", "robots" },
          -- A keyword is chosen; in a text "numérique" is any photograph.
          keyword = { "numérique", "informatique", "robotique" },
        },
        none = { extra = { secteur = true } },
      },
    },
  },
  examples = {
    { { title = "L’intelligence artificielle à l’atelier" }, true },
    { { title = "Découverte d’un robot" }, true },
    { { keywords = { "Numérique" } }, true },
    { { extra = { secteur = { labels = { "Numérique, robotique" } } } }, true },
    { { title = "La programmation de la saison" }, false },
    { { text = "Des tirages numériques." }, false },
    { { text = "Un casque de réalité virtuelle est prêté." }, false },
    { { text = "Les soudeurs travaillent aux côtés d’un robot." }, false },
  },
}
