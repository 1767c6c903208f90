local words = {
  "job dating*", "speed recruiting", "forum* de l'emploi", "forum* emploi",
  "forum* pour l'emploi", "forum* des métiers", "forum* de l'alternance",
  "carrefour* des métiers", "salon* de l'emploi", "salon* de l'étudiant",
  "salon* de l'alternance", "session* de recrutement",
  "journée* de recrutement", "réunion* de recrutement",
  "évènement* de recrutement", "journées de l'emploi", "rendez-vous emploi",
  "entreprises qui recrutent",
}

return {
  group = "format",
  order = 4,
  label = { fr = "Forums de l’emploi", en = "Job forums" },
  reason = require("reasons").stated,
  match = {
    any = {
      extra = { format = { "Forum, job dating", "Forum" } },
      {
        any = {
          mentions = words,
          title = { "recrute", "recrutent", "recrutement" },
          -- There are also forums of clubs and of philosophers.
          {
            title = "forum",
            mentions = {
              "recrutement", "recruteurs", "emploi", "métiers", "formations",
            },
          },
        },
        none = { extra = { format = true } },
      },
    },
  },
  examples = {
    { { title = "Job dating industrie à Lens" }, true },
    { { title = "Forum « Je choisis l’industrie ! »",
        text = "Des entreprises et leurs métiers." }, true },
    { { title = "Les usines recrutent à Rouvroy" }, true },
    { { extra = { format = { labels = { "Forum, job dating" } } } }, true },
    { { title = "Forum des associations" }, false },
    { { title = "Visite (réservée aux demandeurs d’emploi)" }, false },
    { { text = "Huit postes sont à pourvoir ; l’usine recrute." }, false },
    { { title = "Salon mondial du tourisme", text = "Atelier emploi." }, false },
  },
}
