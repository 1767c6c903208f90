return {
  group = "audience",
  order = 2,
  label = { pt = "Famílias", en = "Families" },
  match = {
    any = {
      mentions = { "família*", "crianças", "netos", "miúdos e graúdos" },
      extra = { publico = "Famílias" },
    },
    -- A glass of wine "with the family" is still for adults.
    none = { mentions = { "maiores de 18 anos" } },
  },
  examples = {
    { { text = "Crianças a partir dos seis anos." }, true },
    { { title = "Passeio de barco em família" }, true },
    { { title = "Prova em família", conditions = "Maiores de 18 anos." }, false },
  },
}
