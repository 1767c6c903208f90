local words = {
  "est complet", "est complète", "affiche complet", "fully booked",
  "sold out", "guichets fermés", "toutes les places sont prises",
  "plus de places disponibles", "plus aucune place",
}

-- "Programme complet", "au complet", "temps complet": alone, the word says
-- that nobody else gets in.
local alone = {
  "^COMPLET", "COMPLET$", "%(COMPLET%)", "%[COMPLET%]", "%(complet%)",
  "%[complet%]", "^Complet$", "^Complet%s*[.:!]", "[.!]%s+Complet[.!]",
}

local function says_full(text)
  for _, pattern in ipairs(alone) do
    if text:find(pattern) then
      return true
    end
  end
  return false
end

return {
  group = "entry",
  effect = "full",
  order = 4,
  label = { fr = "Complet", en = "Full" },
  reason = require("reasons").stated,
  match = function(event)
    if event.status == "full" then
      return true
    end
    if event:mentions("complet") and (says_full(event.title)
        or says_full(event.summary) or says_full(event.text)
        or says_full(event.conditions)) then
      return true, "complet"
    end
    return event:mentions(words)
  end,
  examples = {
    { { status = "full" }, true },
    { { conditions = "Gratuit. Complet." }, true },
    { { title = "[COMPLET] Visite de la verrerie" }, true },
    { { text = "Toutes les places sont prises." }, true },
    { { text = "Un programme complet et varié." }, false },
    { { summary = "Machines en marche et équipes au complet." }, false },
    { { keywords = { "Temps complet" } }, false },
    { { conditions = "Places limitées." }, false },
  },
}
