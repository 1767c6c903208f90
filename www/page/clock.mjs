// clock.mjs -- now, and how long ago.
import { count, fill, one } from './dom.mjs'

export const MINUTE = 60000, HOUR = 60 * MINUTE, DAY = 24 * HOUR

// A demonstration's clock stands still.
const demo = one('[data-now]')
export const now = () => (demo ? Date.parse(demo.dataset.now) : Date.now())

// A clock that was set back makes nothing younger than new.
export function ago(duration) {
	duration = Math.max(duration, 0)
	return duration < HOUR ? fill(t.minutesAgo, { n: Math.floor(duration / MINUTE) })
		: duration < 2 * DAY ? count(t.hoursAgo, Math.floor(duration / HOUR))
			: fill(t.daysAgo, { n: Math.floor(duration / DAY) })
}
