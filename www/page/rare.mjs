// rare.mjs -- sentences that few will ever read.
export const full = say => say(t.full)
export const unkept = say => say(t.unkept)
export const ready = say => say(t.ready)
export const version = (say, begin) => say(t.version, t.update, begin)
