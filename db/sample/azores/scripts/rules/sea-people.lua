return {
  group = "audience",
  order = 3,
  label = { pt = "Mergulhadores e velejadores", en = "Divers and sailors" },
  match = function(event)
    local field = event.extra.publico
    if field then
      for _, label in ipairs(field.labels) do
        if label == "Mergulhadores e velejadores" then
          return true
        end
      end
    end
    -- "Nós de marinheiro" are for anybody: only the plural is a public.
    return event:mentions("mergulhadores", "velejadores", "marinheiros",
      "certificado de mergulho")
  end,
  examples = {
    { { text = "É preciso certificado de mergulho." }, true },
    { { title = "Nós de marinheiro" }, false },
    { { extra = { publico = { labels = { "Mergulhadores e velejadores" } } } }, true },
  },
}
