return {
  group = "audience",
  order = 4,
  label = { pt = "Escolas", en = "Schools" },
  match = {
    any = {
      mentions = { "turma", "turmas", "alunos" },
      extra = { publico = "Escolas" },
    },
  },
  examples = {
    { { text = "Uma turma por sessão." }, true },
    { { title = "O faroleiro vai à escola" }, false },
  },
}
