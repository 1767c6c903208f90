-- The programme that the twin tests are made over: small, and odd on purpose.
return {
  title = { fr = "Fête d'essai", en = "Trial festival" },
  summary = { fr = "Pour les essais.", en = "For trials." },
  url = "https://essai.example/fete",
  timezone = "Europe/Paris",
  languages = { "fr", "en" },
  -- Clocks go back in the night to the 26th.
  days = { "2025-10-24", "2025-10-25", "2025-10-26", "2025-10-27" },
  region = { south = 48.83, west = 1.37, north = 51.10, east = 4.26 },
  groups = {
    { id = "audience", label = { fr = "Pour qui ?", en = "For whom?" }, also = { "everybody" }, card = true },
    { id = "kind", label = { fr = "Quoi ?", en = "What kind?" } },
  },
  contact = { name = "Essai", mail = "essai@example.org" },
  credits = { { text = "Essai & Cie" } },
}
