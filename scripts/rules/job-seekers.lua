local entry = require "entry"
local publics = require "publics"

-- Whoever recruits speaks to those who look for work, without the word.
local recruiting = {
  "job dating*", "session* de recrutement", "journée* de recrutement",
  "réunion* de recrutement", "évènement* de recrutement", "forum* emploi",
  "forum* de l'emploi", "forum* pour l'emploi", "salon* de l'emploi",
  "recruteurs", "entretien* d'embauche", "nous recrutons",
  "entreprises qui recrutent", "avec votre CV", "apportez votre CV",
  "retour à l'emploi", "en recherche d'emploi", "rechercher un emploi",
  "vous cherchez un emploi", "vous cherchez du travail", "france travail",
  "looking for work",
}

return {
  group = "audience",
  order = 2,
  label = { fr = "Demandeurs d’emploi", en = "Job seekers" },
  reason = require("reasons").stated,
  match = function(event)
    if event:has_extra("type-de-public") then
      return event:has_extra("type-de-public", "Demandeurs d'emploi")
    end
    local found, words = publics.addressed(event, publics.seekers)
    if found then
      return true, words
    end
    -- A job dating for pupils, or for women, is for these.
    if publics.addressed(event, publics.students)
        or publics.addressed(event, publics.women) then
      return false
    end
    found, words = event:has_keyword("recrutement", "demandeur d'emploi")
    if found then
      return true, words
    end
    found, words = entry.by_france_travail(event)
    if found then
      return true, words
    end
    return event:mentions(recruiting)
  end,
  examples = {
    { { text = "Réservé aux demandeurs d’emploi." }, true },
    { { title = "Job dating industrie à Lens" }, true },
    { { extra = { ["type-de-public"] =
        { labels = { "Demandeurs d’emploi" } } } }, true },
    { { registration = { { kind = "link",
        value = "https://mesevenementsemploi.francetravail.fr/1" } } }, true },
    { { title = "Job dating", summary = "Réservé aux lycéens." }, false },
    { { summary = "Pour les femmes en recherche d’emploi." }, false },
    { { conditions = "Gratuit pour les demandeurs d’emploi." }, false },
    { { text = "L’emploi du temps est affiché à l’entrée." }, false },
    { { title = "Forum emploi",
        extra = { ["type-de-public"] = { labels = { "Professionnels" } } } },
      false },
  },
}
