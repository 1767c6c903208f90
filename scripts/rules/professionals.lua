local publics = require "publics"

local trade = {
  "rendez-vous professionnel*", "salon professionnel*",
  "salons professionnels", "rencontre* professionnelle*",
  "dédié* aux professionnels", "congrès", "trade fair", "trade show",
}

return {
  group = "audience",
  order = 6,
  label = { fr = "Professionnels", en = "Professionals" },
  reason = require("reasons").stated,
  match = function(event)
    if event:has_extra("type-de-public") then
      return event:has_extra("type-de-public", "Professionnels")
    end
    local found, words = event:mentions(trade)
    if found then
      return true, words
    end
    return publics.addressed(event, publics.professionals)
  end,
  examples = {
    { { summary = "Réservé aux professionnels." }, true },
    { { title = "Rendez-vous professionnel de la plasturgie" }, true },
    { { extra = { ["type-de-public"] = { labels = { "Professionnels" } } } },
      true },
    { { text = "Des professionnels passionnés répondent sur les stands." },
      false },
    { { title = "Rencontre avec des professionnels du métal" }, false },
    { { text = "Un geste professionnel, expliqué puis essayé." }, false },
  },
}
