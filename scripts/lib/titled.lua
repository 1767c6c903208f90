-- What an event calls itself. mentions() also finds a word in passing: a
-- "concours" may be any prize that the pianist once won. A title is short, and
-- a word in it says what the event is:
--
--   return titled(event, "concours", "quiz")
--
-- It finds whole words and, like mentions(), answers what it found.

local letters = {
  ["à"] = "a", ["â"] = "a", ["ç"] = "c", ["é"] = "e", ["è"] = "e",
  ["ê"] = "e", ["ë"] = "e", ["î"] = "i", ["ï"] = "i", ["ô"] = "o",
  ["û"] = "u", ["À"] = "a", ["É"] = "e", ["È"] = "e", ["Ê"] = "e",
}

local function folded(text)
  local plain = text:gsub(utf8.charpattern, letters):lower()
  return " " .. plain:gsub("%W+", " ") .. " "
end

return function(event, ...)
  local title = folded(event.title)
  for _, words in ipairs { ... } do
    if title:find(folded(words), 1, true) then
      return true, words
    end
  end
  return false
end
