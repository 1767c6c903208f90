-- The sample festival: the Semaine de l'industrie in Hauts-de-France, 2025.
-- Every key is explained in README.md, "programme.lua".

return {
  title = {
    fr = "Semaine de l'industrie en Hauts-de-France",
    en = "Industry Week in Hauts-de-France",
  },
  summary = {
    fr = "Visites d'usines, ateliers, conférences et forums de l'emploi, "
      .. "du 17 au 23 novembre 2025. Programme d'exemple.",
    en = "Factory visits, workshops, talks and job forums, "
      .. "17 to 23 November 2025. A sample programme.",
  },
  url = "https://semaine-industrie.example",
  timezone = "Europe/Paris",
  languages = { "fr", "en" },
  days = {
    "2025-11-17", "2025-11-18", "2025-11-19", "2025-11-20", "2025-11-21",
    "2025-11-22", "2025-11-23",
  },
  region = { south = 48.83, west = 1.37, north = 51.10, east = 4.26 },

  groups = {
    {
      id = "audience",
      label = { fr = "Pour qui ?", en = "For whom?" },
      -- Who looks for work may also go where everybody may.
      also = { "open-to-all" },
    },
    { id = "format", label = { fr = "Quoi ?", en = "What kind?" } },
    { id = "entry", label = { fr = "Comment entrer ?", en = "How to get in?" } },
    { id = "sector", label = { fr = "Quel secteur ?", en = "Which industry?" } },
  },

  organiser = "organisateur",
  publisher = { name = "Exemple : l'organisateur du festival" },
  contact = {
    name = {
      fr = "Exemple : l'équipe de la semaine",
      en = "Sample: the festival's team",
    },
    mail = "equipe@semaine-industrie.example",
  },
  privacy = {
    name = "Exemple : délégué à la protection des données",
    mail = "donnees@semaine-industrie.example",
  },
  credits = {
    {
      text = {
        fr = "Programme d'exemple : la plupart des événements sont inventés, "
          .. "dans des villes qui existent.",
        en = "Sample programme: most events are invented, in towns that exist.",
      },
    },
  },
}
