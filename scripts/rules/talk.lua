-- Not "conférence" alone: a lecturer is "maître de conférences", and a hotel
-- has rooms for them.
local words = {
  "table* ronde*", "une conférence", "cette conférence", "la conférence",
  "deux conférences", "plusieurs conférences", "cycle de conférences",
  "programme de conférences", "conférences et ateliers",
  "conférences ateliers", "assiste* à des conférences",
  "assiste* aux conférences", "conférence* débat*", "café débat",
  "soirée débat", "ciné débat", "suivi* d'un débat", "suivi* d'une rencontre",
  "suivi* d'une discussion", "un exposé", "cet exposé", "webinaire*",
  "colloque", "séminaire*", "panel discussion",
}

return {
  group = "format",
  order = 3,
  label = { fr = "Conférences et débats", en = "Talks and debates" },
  reason = require("reasons").stated,
  match = function(event)
    if event:has_extra("format") then
      return event:has_extra("format", "Conférence, table ronde", "Conférence")
    end
    if event:mentions("conférence de presse") then
      return false
    end
    local found, what = event:mentions(words)
    if found then
      return true, what
    end
    -- At the end of a visit, a "rencontre avec les équipes" is none.
    if event.title:find("^Rencontres?[%s-]") then
      return true, "rencontre"
    end
    return event:titled("conférence", "conférences", "débat", "causerie",
      "présentation", "masterclass")
  end,
  examples = {
    { { title = "Conférence : l’acier sans charbon" }, true },
    { { summary = "Une projection suivie d’un débat." }, true },
    { { title = "Rencontre avec une artisane de Sèvres" }, true },
    { { extra = { format = { labels = { "Conférence, table ronde" } } } },
      true },
    { { text = "Elle est maîtresse de conférences à Lille." }, false },
    { { summary = "Conférence de presse du préfet." }, false },
    { { title = "Visite des ateliers, rencontre avec les équipes" }, false },
    { { title = "Rencontrez douze entreprises" }, false },
  },
}
