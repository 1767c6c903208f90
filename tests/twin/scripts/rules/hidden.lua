return { effect = "hide", match = { mentions = "réunion interne" } }
