return {
  group = "audience",
  order = 2,
  label = { fr = "Demandeurs d'emploi", en = "Job seekers" },
  match = { extra = { public = 2 } },
}
