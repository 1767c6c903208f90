-- What an event offers, wherever it says so.
local games = {
  "jeu concours", "jeux concours", "grand concours", "concours est ouvert",
  "concours sont ouverts", "participez au concours",
  "participez à notre concours", "hackathon*", "quiz", "quizz",
  "escape game*", "chasse* au trésor", "jeu de piste", "jeux de piste",
  "jeu d'enquête", "menez l'enquête", "mener l'enquête", "murder party",
  "livret jeu", "livret jeux", "jeux de société", "rallye ludique",
  "treasure hunt",
}

return {
  group = "format",
  order = 6,
  label = { fr = "Concours et jeux", en = "Competitions and games" },
  reason = require("reasons").stated,
  match = {
    any = {
      extra = { format = { "Concours, défi, jeu", "Concours" } },
      {
        any = {
          mentions = games,
          -- Elsewhere, a "concours" is what a pianist once won, and "défis"
          -- are what all industry faces.
          title = { "concours", "défi", "rallye", "challenge", "tournoi" },
        },
        none = { extra = { format = true } },
      },
    },
  },
  examples = {
    { { title = "Concours « Mon invention tient debout »" }, true },
    { { text = "Un quiz est proposé à 16 h." }, true },
    { { title = "Rallye industriel" }, true },
    { { extra = { format = { labels = { "Concours, défi, jeu" } } } }, true },
    { { text = "Elle a remporté le concours Chopin." }, false },
    { { text = "Avec le concours du conservatoire." }, false },
    { { text = "L’espace Fabrique Défi tient un stand." }, false },
    { { title = "Les grands défis de l’industrie" }, false },
  },
}
