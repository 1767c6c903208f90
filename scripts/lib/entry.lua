-- What is said of the way in, for the rules of "How to get in?".

local entry = {}

entry.free = {
  "sans inscription", "sans réservation", "sans rendez-vous",
  "aucune inscription", "aucune réservation", "pas d'inscription",
  "entrée libre", "accès libre", "il suffit de venir", "billets sur place",
  "à acheter sur place",
  "no registration", "no booking", "without registration", "just come along",
}

entry.booked = {
  "sur inscription*", "sur réservation*", "inscription* obligatoire*",
  "inscription* conseillée*", "inscription* gratuite*",
  "inscription* en ligne", "inscription* par", "inscription* auprès",
  "inscription* sur place", "inscription est obligatoire", "pour s'inscrire",
  "vous inscrire", "inscrivez-vous", "inscris-toi", "réservez",
  "réservation* obligatoire*", "réservation* conseillée*",
  "réservation* recommandée*", "réservation* indispensable*",
  "réservation* fortement", "réservation* en ligne", "réservation* par",
  "réservation* sur place", "réservation* au", "réservation est",
  "pour réserver", "pensez à réserver", "billetterie en ligne",
  "by registration", "registration by", "online registration",
  "booking is advised", "book by", "book online", "book on the website",
}

entry.france_travail = {
  "auprès de france travail", "agence france travail",
  "conseiller france travail", "conseillère france travail",
  "through france travail",
  "auprès de pôle emploi", "auprès de la mission locale",
  "auprès de votre mission locale",
}

-- Does one come through France Travail? In its own agenda only the link says.
function entry.by_france_travail(event)
  for _, way in ipairs(event.registration) do
    if way.value:find("francetravail.fr", 1, true) then
      return true, {
        fr = "inscription sur le site de France Travail",
        en = "registration on France Travail’s site",
      }
    end
  end
  return event:mentions(entry.france_travail)
end

return entry
