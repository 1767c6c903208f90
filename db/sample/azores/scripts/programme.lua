-- A second festival, as unlike the first as can be: other islands, other
-- languages, another clock, other questions.  All of it is invented.

return {
  title = {
    pt = "Semana dos Faróis e do Mar",
    en = "Week of Lighthouses and the Sea",
  },
  summary = {
    pt = "Visitas, saídas de barco, música e provas em seis ilhas dos Açores. Festival inventado para demonstração.",
    en = "Visits, boat trips, music and tastings on six islands of the Azores. A festival invented for the demonstration.",
  },
  url = "https://farois.example",
  timezone = "Atlantic/Azores",
  languages = { "pt", "en" },
  days = {
    "2026-06-15", "2026-06-16", "2026-06-17", "2026-06-18", "2026-06-19",
    "2026-06-20", "2026-06-21",
  },
  region = { south = 36.85, west = -31.35, north = 39.75, east = -24.95 },

  groups = {
    {
      id = "audience",
      label = { pt = "Para quem?", en = "For whom?" },
      also = { "everybody" },
    },
    { id = "kind", label = { pt = "O quê?", en = "What kind?" } },
    { id = "weather", label = { pt = "E se chover?", en = "And if it rains?" } },
    { id = "walk", label = { pt = "Anda-se muito?", en = "How hard is the walk?" } },
  },

  organiser = "organizador",
  publisher = { name = "Associação Luz de Bordo (inventada)" },
  contact = {
    name = { pt = "Balcão da semana", en = "Festival desk" },
    mail = "ola@associacao-luz-de-bordo.example",
  },
  privacy = { name = "Associação Luz de Bordo", mail = "dados@associacao-luz-de-bordo.example" },
  credits = {
    { text = {
      pt = "Acontecimentos inventados; os faróis e as terras existem.",
      en = "The events are invented; the lighthouses and towns exist.",
    } },
  },
}
