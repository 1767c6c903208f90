local entry = require "entry"

return {
  group = "entry",
  order = 2,
  label = { fr = "Sur inscription", en = "By registration" },
  reason = require("reasons").stated,
  note = "Through France Travail or the school is a registration too.",
  match = function(event)
    if event:has_extra("inscription") then
      return event:has_extra("inscription",
        "Inscription obligatoire", "Auprès de France Travail",
        "Par l'établissement scolaire")
    end
    local found, words = event:mentions(entry.booked, entry.france_travail)
    if found then
      return true, words
    end
    -- Where entry is free, the address in this field is only for questions.
    if #event.registration > 0 and not event:mentions(entry.free) then
      return true, {
        fr = "moyen d’inscription indiqué",
        en = "a way to register is given",
      }
    end
    return false
  end,
  examples = {
    { { conditions = "Places limitées : pensez à réserver sur le site." },
      true },
    { { registration = { { kind = "phone", value = "03 53 01 40 48" } } },
      true },
    { { conditions = "Entrée libre, réservation conseillée." }, true },
    { { extra = { inscription = { labels = { "Inscription obligatoire" } } } },
      true },
    { { conditions = "Entrée libre, sans inscription." }, false },
    { { conditions = "Entrée libre.",
        registration = { { kind = "mail", value = "forge@forge.example" } } },
      false },
    { { text = "Aucune inscription n’est demandée." }, false },
    { { text = "Cette exposition s’inscrit dans un festival." }, false },
    { { text = "Inscrites ou non à France Travail." }, false },
  },
}
