import type { ConfigurationSketch } from './configuration-sketch.ts'
import { type Fault, formatPath } from './fault.ts'
import { suggestName } from './suggest-name.ts'

type Helpdesks = ConfigurationSketch['helpdesks']

/** The help desks that one after the other take over from `first`, itself included, up to the first that comes again. */
const followFrom = (first: string, helpdesks: Helpdesks): { names: string[]; comesAgain: string | null } => {
  const names = [first]
  for (;;) {
    const next = helpdesks[names.at(-1) ?? first]?.fallback?.helpdesk
    if (next === undefined) return { names, comesAgain: null }
    if (names.includes(next)) return { names, comesAgain: next }
    names.push(next)
  }
}

const describe = (name: string, fallback: string, helpdesks: Helpdesks): string | null => {
  const known = Object.keys(helpdesks)
  if (fallback === name) return 'A help desk cannot take over from itself.'
  if (!known.includes(fallback)) {
    const near = suggestName(fallback, known)
    const others = known.filter((each) => each !== name)
    if (near !== null && near !== name)
      return `There is no help desk \`${fallback}\`. Did you mean \`${near}\`?`
    return others.length === 0
      ? `There is no help desk \`${fallback}\`.`
      : `There is no help desk \`${fallback}\`. Known: ${others.join(', ')}.`
  }
  const { names, comesAgain } = followFrom(name, helpdesks)
  // A circle is one fault, told where the alphabet has its first; and not at those that only lead into it.
  const tellsHere = comesAgain === name && [...names].sort()[0] === name
  return tellsHere ? `They take over from each other in a circle: ${[...names, name].join(' → ')}.` : null
}

/** What is wrong with the help desks that take over from others: unknown, itself, in a circle. */
export const checkFallbacks = (helpdesks: Helpdesks): Fault[] =>
  Object.entries(helpdesks).flatMap(([name, { fallback }]) => {
    const other = fallback?.helpdesk
    const message = other === undefined ? null : describe(name, other, helpdesks)
    if (message === null) return []
    const path = formatPath(['helpdesks', name, 'fallback', 'helpdesk'])
    return [{ path, code: 'invalid', message, line: null }]
  })
