-- The names of those for whom an event may be, and how an event speaks to them.
-- A library, because a rule must know when somebody else is meant.

local publics = {}

publics.seekers = {
  "demandeurs d'emploi", "demandeuses d'emploi", "demandeuses et demandeurs",
  "personnes en recherche d'emploi", "personnes à la recherche d'un emploi",
  "chercheurs d'emploi", "job seekers", "people looking for work",
}
publics.students = {
  "classes", "élèves", "scolaires", "scolaire", "collégiens", "collégiennes",
  "lycéens", "lycéennes", "lycées", "apprentis", "étudiant", "étudiants",
  "étudiantes", "pupils", "students", "schools", "school classes",
}
publics.women = { "femmes", "women" }
publics.teachers = {
  "enseignants", "enseignantes", "professeurs", "équipes éducatives",
  "équipes pédagogiques", "teachers",
}
publics.professionals = {
  "professionnels", "professionnelles", "entreprises", "dirigeants",
  "chefs d'entreprise", "professionals", "companies",
}

-- "Pour les lycéens", "réservé aux lycéens": so a public is named. The same
-- word elsewhere may be who plays, who talks on the stand, or who gave a prize.
local before = {
  "pour les", "pour des", "aux seuls", "uniquement les", "public",
  "réservé* aux", "réservé* à des", "destiné* aux", "à destination des",
  "à l'attention des", "à l'intention des", "s'adresse aux",
  "s'adresse à des", "s'adressent aux", "adressé* aux", "proposé* aux",
  "ouvert* aux", "for", "open to",
}
local after = { "uniquement", "seulement", "only" }

-- Is the event for one of these? Like mentions(), it answers what it found.
function publics.addressed(event, names)
  for _, name in ipairs(names) do
    -- "Gratuit pour les étudiants" says who pays less, not who may come.
    if event:mentions(name) and not event:mentions("gratuit* pour les " .. name,
        "réduit* pour les " .. name, "free for " .. name) then
      local phrases = {}
      for _, words in ipairs(before) do
        phrases[#phrases + 1] = words .. " " .. name
      end
      for _, words in ipairs(after) do
        phrases[#phrases + 1] = name .. " " .. words
      end
      local found, phrase = event:mentions(phrases)
      if found then
        return true, phrase
      end
    end
  end
  return false
end

return publics
