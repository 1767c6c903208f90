-- What an additional field of the agenda states weighs more than words in a
-- long text, so a rule asks the field first:
--
--   local yes, why = stated(event, "inscription", "Sans inscription")
--   if yes ~= nil then
--     return yes, why
--   end
--
-- It is nil where the field says nothing: then words count. Several labels may
-- follow the field's code, since each agenda has its own.

-- The agenda writes "l’emploi", and who writes a rule "l'emploi".
local function plain(text)
  return (text:gsub("’", "'"))
end

return function(event, code, ...)
  local field = event.extra[code]
  if not field then
    return nil
  end
  for _, label in ipairs(field.labels) do
    for _, wanted in ipairs { ... } do
      if plain(label) == wanted then
        return true, {
          fr = "indiqué par l’organisateur",
          en = "stated by the organiser",
        }
      end
    end
  end
  return false
end
