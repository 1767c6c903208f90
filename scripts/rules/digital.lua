local stated = require "stated"
local titled = require "titled"

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
  match = function(event)
    local yes = stated(event, "secteur", "Numérique, robotique")
    if yes ~= nil then
      return yes
    end
    -- A keyword is chosen; in a text "numérique" is any photograph.
    local found, what = event:has_keyword("numérique", "informatique",
      "robotique")
    if found then
      return true, what
    end
    found, what = event:mentions(words)
    if found then
      return true, what
    end
    -- In a text, a robot may weld doors.
    return titled(event, "robot", "robots")
  end,
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
