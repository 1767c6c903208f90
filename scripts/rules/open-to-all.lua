-- Who says one of these means everybody.
local everybody = {
  "ouvert* à tous", "ouvert* à toutes", "ouvert au public",
  "ouverte au public", "ouverts au public", "ouvertes au public",
  "accessible* à tous", "accessible* à toutes", "tout public",
  "tous publics", "tous les publics", "public familial", "au grand public",
  "tout le monde est bienvenu", "tout le monde peut venir", "open to all",
  "open to everyone", "open to everybody", "open to the public",
  "general public", "all audiences", "everybody is welcome",
  "everyone is welcome",
}

-- These too, unless places are kept for somebody.
local anybody = {
  "entrée libre", "accès libre", "petits et grands", "jeunes et moins jeunes",
  "en famille", "toute la famille", "pour le grand public",
}

return {
  group = "audience",
  order = 1,
  label = { fr = "Ouvert à tous", en = "Open to all" },
  reason = require("reasons").stated,
  note = "Most events are open to all and do not say so. They stay under "
    .. "“not stated”: a rule should not guess.",
  match = function(event)
    if event:has_extra("type-de-public") then
      return event:has_extra("type-de-public",
        "Tout public", "Grand public", "Accessible au grand public")
    end
    -- A highest age below an adult's keeps the others out.
    if event.ages.stated and event.ages.max < 18 then
      return false
    end
    if event:mentions("non ouvert*", "pas ouvert*", "not open to") then
      return false
    end
    local found, words = event:mentions(everybody)
    if found then
      return true, words
    end
    found, words = event:has_keyword("grand public", "famille")
    if found then
      return true, words
    end
    if event:mentions("réservé* aux", "uniquement") then
      return false
    end
    return event:mentions(anybody)
  end,
  examples = {
    { { conditions = "Gratuit, ouvert à toutes et à tous." }, true },
    { { keywords = { "Tout public" } }, true },
    { { text = "Le matin est réservé aux classes, puis c’est ouvert à tous." },
      true },
    { { conditions = "Entrée libre." }, true },
    { { text = "Réservé aux lycéens.", conditions = "Entrée libre." }, false },
    { { text = "Rendez-vous professionnel, non ouvert au grand public." },
      false },
    { { text = "Ouvert à tous.", ages = { min = 9, max = 15 } }, false },
    { { text = "À côté, le bus est ouvert au public.",
        extra = { ["type-de-public"] = { labels = { "Enseignants" } } } },
      false },
    { { text = "Le grand public connaît mal nos métiers." }, false },
  },
}
