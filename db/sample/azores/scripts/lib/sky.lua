-- What organisers write about the weather; both weather rules read it here.

return {
  fair = {
    "só com bom tempo", "só com mar calmo", "só com céu limpo",
    "depende do vento", "não se faz com chuva", "se chover",
    "com vento forte ou chuva não",
  },
  rain = {
    "com qualquer tempo", "mesmo com chuva", "com chuva também", "sala coberta",
    "com chuva, a conversa", "para dentro da adega", "em sala",
  },
}
