local stated = require "stated"
local titled = require "titled"

-- Not "visite" alone: a minister pays one, and so do commercial agents.
local words = {
  "une visite", "visite* guidée*", "visite* commentée*", "visite* libre*",
  "visite* d'entreprise*", "visite* d'usine*", "visite* de l'usine",
  "visite* de l'entreprise", "visite* du site", "visite* des locaux",
  "visite* des ateliers", "visite* de l'exposition", "visite* du musée",
  "la visite se", "la visite suit", "la visite dure", "la visite est",
  "découvrez nos locaux", "guided tour*", "factory tour*", "company visit*",
}

return {
  group = "format",
  order = 1,
  label = { fr = "Visites", en = "Visits" },
  match = function(event)
    local yes, why = stated(event, "format", "Visite d'entreprise", "Visite")
    if yes ~= nil then
      return yes, why
    end
    local found, what = event:mentions(words)
    if found then
      return true, what
    end
    found, what = event:has_keyword("visite", "visites")
    if found then
      return true, what
    end
    return titled(event, "visite", "visites", "visitez")
  end,
  examples = {
    { { title = "Visite de la verrerie" }, true },
    { { text = "L’équipe vous invite à une visite de l’atelier." }, true },
    { { keywords = { "Visite" } }, true },
    { { extra = { format = { labels = { "Visite d’entreprise" } } } }, true },
    { { text = "Le préfet rend visite aux exposants." }, false },
    { { text = "Parking pour les visiteurs devant l’accueil." }, false },
    { { title = "Table ronde", text = "Précédée d’une visite de l’atelier.",
        extra = { format = { labels = { "Conférence, table ronde" } } } },
      false },
  },
}
