local stated = require "stated"

return {
  group = "format",
  order = 5,
  label = { fr = "Portes ouvertes", en = "Open days" },
  match = function(event)
    local yes, why = stated(event, "format", "Portes ouvertes")
    if yes ~= nil then
      return yes, why
    end
    -- "Ouvre ses portes" is said of every shop and every museum.
    return event:mentions("portes ouvertes", "porte ouverte", "JPO",
      "open day*", "open house")
  end,
  examples = {
    { { title = "Portes ouvertes à la Forge de la Scarpe" }, true },
    { { summary = "Une journée « portes ouvertes »." }, true },
    { { title = "JPO du lycée technique" }, true },
    { { extra = { format = { labels = { "Portes ouvertes" } } } }, true },
    { { summary = "La Forge ouvre ses portes." }, false },
    { { title = "Poussez la porte de la papeterie" }, false },
  },
}
