return {
  group = "sector",
  order = 4,
  label = { fr = "Textile et mode", en = "Textiles and fashion" },
  reason = require("reasons").stated,
  match = {
    any = {
      extra = { secteur = "Textile, mode" },
      {
        -- "Mode" alone is also the "mode d'emploi".
        mentions = {
          "textile*", "tissage*", "tisserand*", "filature*", "couture",
          "couturier*", "couturière*", "dentelle*", "dentellière*",
          "broderie*", "brodeur*", "brodeuse*", "passementerie*",
          "maroquinerie", "bonneterie", "prêt-à-porter", "créateurs de mode",
          "métiers de la mode", "industrie de la mode", "weaving", "sewing",
          "lace making",
        },
        none = { extra = { secteur = true } },
      },
    },
  },
  examples = {
    { { title = "Dix centimètres de tissage" }, true },
    { { title = "Dentelles de Calais", keywords = { "dentelle" } }, true },
    { { extra = { secteur = { labels = { "Textile, mode" } } } }, true },
    { { title = "La réindustrialisation, mode d’emploi" }, false },
    { { text = "Prévoyez des vêtements qui ne craignent rien." }, false },
  },
}
