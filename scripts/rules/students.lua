local publics = require "publics"

local school = {
  "séance* scolaire*", "temps scolaire", "par l'établissement scolaire",
  "classes de collège", "classes de lycée", "élèves de collège",
  "auprès des élèves", "aux élèves de", "collégiennes et les collégiens",
  "stage d'observation", "parcoursup", "étudiants et jeunes diplômés",
}

-- Who looks for a placement is still at school.
local placement = {
  "une alternance", "votre alternance", "ton alternance",
  "future alternance", "forum* de l'alternance", "contrat* d'apprentissage",
  "recherche* un stage", "trouver un stage",
}

return {
  group = "audience",
  order = 3,
  label = { fr = "Classes et étudiants", en = "Classes and students" },
  reason = require("reasons").stated,
  match = function(event)
    if event:has_extra("type-de-public") then
      return event:has_extra("type-de-public",
        "Élèves, apprentis, étudiants", "Scolaires", "Étudiants",
        "À destination des élèves / étudiant·es")
    end
    local found, words = publics.addressed(event, publics.students)
    if found then
      return true, words
    end
    found, words = event:mentions(school)
    if found then
      return true, words
    end
    found, words = event:has_keyword("scolaires", "collégiens", "lycéens",
      "étudiants")
    if found then
      return true, words
    end
    -- A forum for those who look for work names apprenticeships too.
    if publics.addressed(event, publics.seekers)
        or publics.addressed(event, publics.women) then
      return false
    end
    return event:mentions(placement)
  end,
  examples = {
    { { summary = "Réservé aux collégiens des établissements inscrits." },
      true },
    { { text = "Public scolaire (lycée)." }, true },
    { { keywords = { "Lycéens" } }, true },
    { { title = "Trouvez votre alternance dans l’industrie" }, true },
    { { text = "Contrats d’apprentissage. Pour les demandeurs d’emploi." },
      false },
    { { text = "Concert des étudiants de l’École normale de musique." }, false },
    { { text = "Spectacle tout public. Étudiants au piano." }, false },
    { { text = "Son roman a reçu le prix Goncourt des lycéens." }, false },
    { { conditions = "10 €, tarif réduit pour les étudiants." }, false },
    { { text = "La verrerie est en face du lycée Jules-Verne." }, false },
  },
}
