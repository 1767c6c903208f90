local sky = require "sky"

return {
  group = "weather",
  order = 1,
  label = { pt = "Realiza-se com chuva", en = "Goes ahead in rain" },
  match = function(event)
    if event.attendance == "online" then
      return true, { pt = "em linha", en = "online" }
    end
    if event:has_extra("tempo") then
      return event:has_extra("tempo", "Realiza-se com chuva")
    end
    return event:mentions(sky.rain)
  end,
  examples = {
    { { text = "Faz-se com qualquer tempo." }, true },
    { { attendance = "online" }, true },
    { { text = "Só com mar calmo." }, false },
  },
}
