// check.js ECHO -- does json.c read and write as ECMAScript's JSON does?
//
// Spells thousands of random values in every way that JSON allows, has ECHO
// (echo.c) read and write them, and compares with JSON.stringify(), byte for
// byte. Then files of others, where ../shared is present.
'use strict'

const { spawnSync } = require('child_process')
const fs = require('fs')
const path = require('path')

const VALUES = 20000
const NUMBERS = 40000
const MUTANTS = 40000

// The same values in every run: mulberry32.
let state = 20251117
function random (limit) {
  state = (state + 0x6d2b79f5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) % limit
}
const pick = list => list[random(list.length)]

// ---- random values: objects are lists of pairs, so that order stays --------

const characters = ['a', 'Z', '7', ' ', '"', '\\', '/', '<', '&', '\n', '\t',
  '\b', '\f', '\r', '\0', '\x01', '\x1f', '\x7f', 'é', '€', '\u2028', '\u2029',
  '\ufeff', '\uffff', '😀', '\ud83d', '\ude00']

function randomText () {
  let s = ''
  for (let n = random(12); n > 0; n--) s += pick(characters)
  return s
}

const bits = new DataView(new ArrayBuffer(8))
function randomNumber () {
  switch (random(6)) {
    case 0: return random(2000) - 1000
    case 1: return (random(2 ** 32) - 2 ** 31) / 1e6
    case 2: return (random(2 ** 32) * 2 ** 21 + random(2 ** 21)) * pick([1, -1])
    case 3: return (random(2 ** 32) + 1) * 10 ** (random(40) - 20)
    case 4: return pick([0, -0, 2 ** 53 - 1, 2 ** 53, 2 ** 53 + 2, 1e20, 1e21,
      1e-6, 1e-7, 5e-324, 1e308, Number.MAX_VALUE, 0.1, 1 / 3])
  }
  do {
    bits.setUint32(0, random(2 ** 32))
    bits.setUint32(4, random(2 ** 32))
  } while (!Number.isFinite(bits.getFloat64(0)))
  return bits.getFloat64(0)
}

function randomValue (depth) {
  switch (random(depth > 4 ? 5 : 7)) {
    case 0: return pick([null, true, false])
    case 1: case 2: return randomNumber()
    case 3: case 4: return randomText()
    case 5: return Array.from({ length: random(6) }, () => randomValue(depth + 1))
  }
  return { pairs: Array.from({ length: random(6) }, () => [randomText(), randomValue(depth + 1)]) }
}

// What json.c is to write: JSON.stringify(), but for what mend.h takes out.
function canonical (value) {
  if (typeof value === 'string') return JSON.stringify(value.toWellFormed().replaceAll('\0', ''))
  if (Array.isArray(value)) return '[' + value.map(canonical).join(',') + ']'
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  return '{' + value.pairs.map(([k, v]) => canonical(k) + ':' + canonical(v)).join(',') + '}'
}

// ---- all the ways to spell them --------------------------------------------

function spellText (s) {
  let out = ''
  for (const unit of s.split('')) {
    const code = unit.charCodeAt(0)
    const must = code < 32 || unit === '"' || unit === '\\'
    const lone = code >= 0xd800 && code <= 0xdfff
    if (must || lone || random(4) === 0) {
      const hex = code.toString(16).padStart(4, '0')
      out += '\\u' + (random(2) ? hex : hex.toUpperCase())
    } else if (unit === '/' && random(2)) out += '\\/'
    else out += unit
  }
  return '"' + out + '"'
}

function spellNumber (n) {
  if (Object.is(n, -0)) return pick(['-0', '-0.0', '-0e5'])
  switch (random(4)) {
    case 0: return n.toExponential(17)
    case 1: return n.toExponential(20).replace('e', 'E')
    case 2: return n.toPrecision(17)
  }
  return String(n)
}

const gap = () => random(3) ? '' : pick([' ', '\n', '\t', '\r\n', '   '])

function spell (value) {
  const list = (open, items, close) =>
    open + gap() + items.join(gap() + ',' + gap()) + gap() + close
  if (typeof value === 'string') return spellText(value)
  if (typeof value === 'number') return spellNumber(value)
  if (Array.isArray(value)) return list('[', value.map(spell), ']')
  if (value === null || typeof value !== 'object') return String(value)
  return list('{', value.pairs.map(([k, v]) => spellText(k) + gap() + ':' + gap() + spell(v)), '}')
}

// A text with one byte gone, doubled or another: JSON still, or no more.
function mutate (text) {
  const at = random(text.length)
  const other = pick([...' \n[]{}",:0123456789-+.eEtrufalsn\\/'])
  return text.slice(0, at) + pick(['', other, text[at] + text[at], text[at] + other]) +
    text.slice(at + 1)
}

function parses (text) {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return null
  }
}

// ---- the comparisons ------------------------------------------------------

function echo (texts) {
  const run = spawnSync(process.argv[2], { input: texts.join('\0') + '\0', maxBuffer: 1 << 30 })
  if (run.status !== 0) throw new Error('echo failed: ' + run.stderr)
  return run.stdout.toString().split('\0')
}

let failed = 0
function compare (what, texts, wanted) {
  const got = echo(texts)
  let bad = 0
  texts.forEach((text, i) => {
    if (wanted[i] === got[i]) return
    if (bad++ < 3) {
      console.log(`json: ${what}:\n  from   ${JSON.stringify(text)}\n` +
        `  wanted ${wanted[i]}\n  got    ${got[i]}`)
    }
  })
  console.log(`json: ${what}: ${texts.length}, ${bad} differ`)
  failed += bad
}

const values = Array.from({ length: VALUES }, () => randomValue(0))
compare('values', values.map(spell), values.map(canonical))

const numbers = Array.from({ length: NUMBERS }, randomNumber)
compare('numbers', numbers.map(spellNumber), numbers.map(n => JSON.stringify(n)))

// In objects JavaScript moves keys that are numbers and drops doubles, so
// mutants are of arrays; and what it refuses is not asked of json.c.
const lists = values.filter(v => !canonical(v).includes('{') && !canonical(v).includes('\ufffd'))
const mutants = Array.from({ length: MUTANTS }, () => mutate(spell(pick(lists))))
  .filter(text => !text.includes('\\u0000') && parses(text) !== null &&
    JSON.stringify(parses(text).value).isWellFormed() && !/\\ud/.test(JSON.stringify(parses(text).value)))
compare('mutants that are still JSON', mutants,
  mutants.map(text => JSON.stringify(parses(text).value)))

const shared = path.join(__dirname, '../../../shared/data')
const files = fs.existsSync(shared)
  ? fs.readdirSync(shared, { recursive: true }).filter(name => name.endsWith('.json'))
  : []
const contents = files.map(name => fs.readFileSync(path.join(shared, name), 'utf8'))
compare('files', contents, contents.map(text => JSON.stringify(JSON.parse(text))))

process.exit(failed ? 1 : 0)
