local entry = require "entry"
local stated = require "stated"

return {
  group = "entry",
  order = 1,
  label = { fr = "Sans inscription", en = "No registration" },
  match = function(event)
    local yes, why = stated(event, "inscription", "Sans inscription")
    if yes ~= nil then
      return yes, why
    end
    -- Here "entrée libre" only means that it is free of charge.
    if event:mentions("libre sur inscription", "libre sur réservation",
        "libre uniquement sur") then
      return false
    end
    return event:mentions(entry.free)
  end,
  examples = {
    { { conditions = "Entrée libre, sans inscription." }, true },
    { { text = "Aucune inscription n’est demandée." }, true },
    { { extra = { inscription = { labels = { "Sans inscription" } } } }, true },
    { { conditions = "Entrée libre sur inscription." }, false },
    { { conditions = "Gratuit, dans la limite des places disponibles." },
      false },
    { { text = "Scolaires sur inscription, grand public en accès libre.",
        extra = { inscription = { labels = { "Inscription obligatoire" } } } },
      false },
  },
}
