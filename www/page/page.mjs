// page.mjs -- what every page does beyond being read. All of it is an addition:
// without it each page works, and where the browser lacks something, or keeps
// nothing, only that is missing.
import { one, root } from './dom.mjs'
import { more } from './lazy.mjs'
import { putNear } from './near.mjs'
import { isLocal, phone, start, stop, tell } from './phone.mjs'
import { lookForChanges, paintPlan, planAddress } from './plan.mjs'
import { say } from './say.mjs'
import { putShare } from './share.mjs'
import './soft.mjs'
import { paintStars, putStars } from './stars.mjs'
import { forget, onOthers } from './store.mjs'
import { tick } from './times.mjs'

// Until the next visit: pages of this one must not fetch it all again.
async function wipe(done) {
	forget()
	await stop()
	paintPlan()
	say(done)
}

// After each change of the page's parts.
function put() {
	putStars()
	putShare()
	paintPlan()
	putNear()
	tick()
	if (one('#phone'))
		more('about', one('#phone'), { phone, tell, wipe })
}

let looked = false

root.addEventListener('page', put)
root.addEventListener('stars', paintPlan)
root.addEventListener('phone', () => {
	putNear()
	tick()
	// The copy answers, so this asks nobody else.
	if (isLocal() && !looked)
		lookForChanges().catch(() => {})
	looked ||= isLocal()
})
root.addEventListener('news', async () =>
	more('news', say, await lookForChanges(), planAddress()))
onOthers(isEmptied => {
	paintStars()
	paintPlan()
	if (isEmptied)
		stop()
})
put()
start()
if (one('.tabs a:last-child[aria-current]'))
	lookForChanges().catch(() => {})
