-- Some say it in the field, some in words, and some only give the distance.
local FAR = 10 -- kilometres

return {
  group = "walk",
  order = 3,
  label = { pt = "Difícil", en = "Hard" },
  match = function(event)
    if event:has_extra("caminhada") then
      return event:has_extra("caminhada", "Difícil")
    end
    local km = event.text:match("(%d+) quilómetros")
    if km and tonumber(km) >= FAR then
      return true, { pt = km .. " quilómetros", en = km .. " kilometres" }
    end
    return event:mentions("grau difícil", "subida exigente", "muito desnível")
  end,
  examples = {
    { { text = "São 14 quilómetros, com merenda." }, true },
    { { text = "São 3 quilómetros planos." }, false },
    { { summary = "Subida exigente até à luz." }, true },
  },
}
