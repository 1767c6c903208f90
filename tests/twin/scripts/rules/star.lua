return { effect = "feature", match = { keyword = "vedette" } }
