-- An "atelier" is a place as often as an hour, so it needs a word beside it:
-- "Les Ateliers de Verneuil", "atelier d'excellence" and "ouvre ses ateliers"
-- are places.
local words = {
  "atelier* pratique*", "atelier* découverte*", "atelier* participatif*",
  "atelier* interactif*", "atelier* créatif*", "atelier* ludique*",
  "atelier* numérique*", "atelier* famille*", "atelier* cuisine",
  "atelier* d'écriture*", "atelier* d'initiation", "atelier* de création",
  "atelier* de fabrication", "atelier* de réparation", "atelier* pour enfants",
  "atelier* animé*", "atelier est animé", "un atelier pour",
  "conférences et ateliers", "conférences ateliers",
  "participe* à un atelier", "participe* aux ateliers", "initiation à la",
  "initiation au", "initiation aux", "séance* d'initiation",
  "cours de cuisine", "à vous de jouer", "practical workshop*",
}

return {
  group = "format",
  order = 2,
  label = { fr = "Ateliers", en = "Workshops" },
  reason = require("reasons").stated,
  match = function(event)
    if event:has_extra("format") then
      return event:has_extra("format", "Atelier, démonstration", "Atelier")
    end
    local found, what = event:has_keyword("atelier", "ateliers")
    if found then
      return true, what
    end
    -- What begins with the word is one: "Atelier : souder".
    if event.title:find("^Atelier") or event.title:find("^ATELIER") then
      return true, "atelier"
    end
    return event:mentions(words)
  end,
  examples = {
    { { title = "Atelier soudure" }, true },
    { { text = "Quatre ateliers interactifs, puis un rallye." }, true },
    { { keywords = { "Atelier" } }, true },
    { { extra = { format = { labels = { "Atelier, démonstration" } } } },
      true },
    { { title = "Visite des Ateliers de Verneuil",
        summary = "Un atelier d’excellence au service de la mode." }, false },
    { { text = "La forge ouvre ses ateliers." }, false },
    { { text = "Le peintre et son atelier de la rue Bonaparte." }, false },
  },
}
