-- Why an event is in a list, where no words of its own tell.

return {
  stated = {
    fr = "indiqué par l’organisateur",
    en = "stated by the organiser",
  },
}
