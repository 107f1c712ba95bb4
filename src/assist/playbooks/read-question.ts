import { compilePattern } from '../../policy/compile-pattern.ts'

export type ReadQuestion = { ok: true; text: string; known: string[] } | { ok: false; message: string }

const afterDash = /\s+[—–-]{1,2}\s*(?:known|conocido|conocida|se sabe)\s*:\s*/iu
const inParentheses = /\s*\((?:known|conocido|conocida|se sabe)\s*:\s*/iu

/**
 * An item under `Questions`: the question, and what shows that the ticket says it already, after a dash or in parentheses:
 * `Which printer is it? — known: HP, Canon, /model \w+/`. Patterns are RE2, without case and accents. Pure.
 */
export const readQuestion = (item: string): ReadQuestion => {
  const { text, list } = split(item)
  if (text === '') return { ok: false, message: 'A question is missing before what shows its answer.' }
  const known = list === null ? [] : splitKnown(list)
  if (list !== null && known.length === 0)
    return { ok: false, message: 'After "known:" stand words or /patterns/, apart by commas.' }
  for (const one of known) {
    const pattern = patternOf(one)
    if (pattern === null) continue
    const compiled = compilePattern(pattern)
    if (typeof compiled !== 'function')
      return { ok: false, message: `The pattern ${one} cannot be used. ${compiled.fault}` }
  }
  return { ok: true, text, known }
}

/** What stands between the slashes; null: it is a word. */
export const patternOf = (known: string): string | null =>
  known.length > 2 && known.startsWith('/') && known.endsWith('/') ? known.slice(1, -1) : null

const split = (item: string): { text: string; list: string | null } => {
  const dash = afterDash.exec(item)
  if (dash !== null)
    return { text: item.slice(0, dash.index).trim(), list: item.slice(dash.index + dash[0].length) }
  const open = inParentheses.exec(item)
  if (open === null || !item.trimEnd().endsWith(')')) return { text: item.trim(), list: null }
  return {
    text: item.slice(0, open.index).trim(),
    list: item.trimEnd().slice(open.index + open[0].length, -1),
  }
}

/** By commas, but not by those within a pattern: `/\d{2,5}/`. */
const splitKnown = (list: string): string[] => {
  const found: string[] = []
  let rest = list.trim()
  while (rest !== '') {
    const pattern = /^\/(?:[^/\\]|\\.)+\/(?=\s*(?:,|$))/u.exec(rest)?.[0]
    const one = pattern ?? rest.split(',', 1)[0] ?? ''
    if (one.trim() !== '') found.push(one.trim())
    rest = rest.slice(one.length).replace(/^\s*,?\s*/, '')
  }
  return found
}
