// rare.mjs -- sentences that few will ever read.
export const full = say => say(t.full)
export const unkept = say => say(t.unkept)
