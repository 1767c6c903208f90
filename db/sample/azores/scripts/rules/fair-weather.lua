local sky = require "sky"

return {
  group = "weather",
  order = 2,
  label = { pt = "Só com bom tempo", en = "Fair weather only" },
  match = function(event)
    if event:has_extra("tempo") then
      return event:has_extra("tempo", "Só com bom tempo")
    end
    -- Who has somewhere dry to go does not need the sun.
    if event:mentions(sky.rain) then
      return false
    end
    return event:mentions(sky.fair)
  end,
  examples = {
    { { text = "Só com mar calmo." }, true },
    { { text = "Se chover, passa-se para dentro da adega." }, false },
    { { extra = { tempo = { labels = { "Realiza-se com chuva" } } } }, false },
  },
}
