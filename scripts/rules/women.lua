local publics = require "publics"

local changing = {
  "femmes en reconversion", "femmes en recherche d'emploi",
  "femmes qui souhaitent se reconvertir", "pour celles qui",
  "women changing career",
}

return {
  group = "audience",
  order = 4,
  label = { fr = "Femmes en reconversion", en = "Women changing career" },
  reason = require("reasons").stated,
  match = function(event)
    if event:has_extra("type-de-public") then
      return event:has_extra("type-de-public",
        "Femmes en recherche d'emploi ou en reconversion", "Femmes")
    end
    if event:mentions("aux femmes et aux hommes", "les femmes et les hommes") then
      return false
    end
    local found, words = event:mentions(changing)
    if found then
      return true, words
    end
    return publics.addressed(event, publics.women)
  end,
  examples = {
    { { summary = "Pour les femmes en reconversion." }, true },
    { { summary = "Réservée aux femmes, avec ou sans expérience." }, true },
    { { extra = { ["type-de-public"] = { labels =
        { "Femmes en recherche d’emploi ou en reconversion" } } } }, true },
    { { title = "Femmes et industrie : un siècle d’histoire" }, false },
    { { title = "La place des femmes dans nos ateliers",
        extra = { ["type-de-public"] = { labels = { "Tout public" } } } },
      false },
    { { text = "Tous nos postes sont ouverts aux femmes et aux hommes." },
      false },
    { { text = "L’industrie n’est pas réservée aux hommes." }, false },
  },
}
