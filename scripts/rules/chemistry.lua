return {
  group = "sector",
  order = 1,
  label = { fr = "Chimie", en = "Chemistry" },
  reason = require("reasons").stated,
  match = {
    any = {
      extra = { secteur = "Chimie" },
      -- Words count where the agenda's own field says nothing.
      {
        mentions = {
          "chimie", "chimique*", "chimiste*", "pétrochimie",
          "pétrochimique*", "chemistry", "chemical*",
        },
        none = { extra = { secteur = true } },
      },
    },
  },
  examples = {
    { { title = "La chimie verte, pour quoi faire ?" }, true },
    { { text = "Vous enfilez les gants d’une chimiste." }, true },
    { { extra = { secteur = { labels = { "Chimie" } } } }, true },
    { { title = "L’alchimie d’une équipe" }, false },
    -- A glassworks that names a chemical is still a glassworks.
    { { text = "Un procédé chimique dépolit la pièce.",
        extra = { secteur = { labels = { "Verre" } } } }, false },
  },
}
