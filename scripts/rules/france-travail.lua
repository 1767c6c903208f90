local entry = require "entry"

return {
  group = "entry",
  order = 3,
  label = { fr = "Auprès de France Travail", en = "Through France Travail" },
  reason = require("reasons").stated,
  match = function(event)
    if event:has_extra("inscription") then
      return event:has_extra("inscription", "Auprès de France Travail")
    end
    return entry.by_france_travail(event)
  end,
  examples = {
    { { conditions = "Inscription auprès de France Travail." }, true },
    { { text = "Parlez-en à votre conseillère France Travail." }, true },
    { { registration = { { kind = "link",
        value = "https://mesevenementsemploi.francetravail.fr/1" } } }, true },
    { { extra = { inscription =
        { labels = { "Auprès de France Travail" } } } }, true },
    -- It is a guest here, and not the way in.
    { { text = "France Travail tient un stand." }, false },
    { { summary = "Inscrites ou non à France Travail." }, false },
  },
}
