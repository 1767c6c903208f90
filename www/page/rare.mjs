// rare.mjs -- sentences that few will ever read.
import { count, home } from './dom.mjs'

export const full = say => say(t.full)
export const unkept = say => say(t.unkept)
export const ready = say => say(t.ready)
// "mine": how many changes there are in one's own plan.
export const news = (say, mine, plan) => mine > 0
	? say(count(t.newsMine, mine), t.see, plan)
	: say(t.news, t.see, `${home()}changes`)
export const version = (say, begin) => say(t.version, t.update, begin)
