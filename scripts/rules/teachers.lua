local publics = require "publics"

-- Teachers come to the factory with a class, and to a talk without one. Only
-- who is spoken to in her work finds the event here.
return {
  group = "audience",
  order = 5,
  label = { fr = "Enseignants", en = "Teachers" },
  reason = require("reasons").stated,
  match = function(event)
    if event:has_extra("type-de-public") then
      return event:has_extra("type-de-public",
        "Enseignants et équipes éducatives", "Enseignants")
    end
    local found, word = event:has_keyword("enseignants", "professeurs")
    if found then
      return true, word
    end
    found, word = event:mentions("chaque enseignant")
    if found then
      return true, word
    end
    return publics.addressed(event, publics.teachers)
  end,
  examples = {
    { { summary = "Réservé aux enseignants." }, true },
    { { text = "À l’intention des équipes éducatives." }, true },
    { { keywords = { "Enseignants" } }, true },
    { { extra = { ["type-de-public"] = { labels =
        { "Enseignants et équipes éducatives" } } } }, true },
    { { text = "Les classes viennent avec leurs professeurs." }, false },
    { { text = "Il étudia chez les meilleurs professeurs de Bâle." }, false },
    { { text = "Le jury réunit une ouvrière et un professeur." }, false },
  },
}
