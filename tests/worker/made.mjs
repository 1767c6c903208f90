// made.mjs -- lets Node import the worker's modules as they are: what the build
// makes for them (www/worker.mjs) is made here in the same way.
import { register } from 'node:module'

const hooks = `
import { newer } from '${new URL('../../www/folding.mjs', import.meta.url)}'
export const resolve = (name, context, next) => name === 'made:fold'
	? { url: name, shortCircuit: true } : next(name, context)
export const load = (url, context, next) => url === 'made:fold'
	? { format: 'module', shortCircuit: true, source: 'export default /[' +
		newer(fault => { throw Error(fault) }) + ']/u' } : next(url, context)
`
register(`data:text/javascript,${encodeURIComponent(hooks)}`)
