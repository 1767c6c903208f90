// edit.mjs -- the workspace's script. Its pages work without: forms, links, a
// plain field for a rule's text. This makes a workshop of them.
import { one } from '../page/dom.mjs'
import { watchFilters } from './filter.mjs'
import { openRule } from './rule.mjs'

const form = one('form#rule')

watchFilters()
if (form)
	openRule(form)
