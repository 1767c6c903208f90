-- Without a group: it stands under "More".
return {
  label = { fr = "La nuit", en = "At night" },
  match = function(event)
    for _, timing in ipairs(event.timings) do
      if timing.begins >= 20 * 60 then
        return true, { fr = "commence à " .. timing.from, en = "begins at " .. timing.from }
      end
    end
    return false
  end,
}
