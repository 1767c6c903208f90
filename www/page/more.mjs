// more.mjs -- what few pages need, or a tap: a script of its own. It shares
// nothing with the page's script but what that one hands over.
export { about } from './about.mjs'
export { hand } from './hand.mjs'
export { install } from './screen.mjs'
export { near } from './position.mjs'
export { tellChanges } from './changes.mjs'
export { full, news, ready, unkept, version } from './rare.mjs'
export { tellPlan } from './received.mjs'
export { warn } from './warning.mjs'
