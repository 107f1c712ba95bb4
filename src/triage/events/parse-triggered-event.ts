import type { ToldChange } from '../../../schemas/triage.ts'
import { mostChanges, toldChange } from './told-change.ts'

const longest = 5000

// A field's beginning: at the start, or after the end of the one before. A label would have to hold `},name:{from:` to pass for one.
const beginning = /(?:^|\},)\s*(\w{1,60})\s*:\s*\{\s*from:/g

/**
 * What Freshdesk's `{{triggered_event}}` says was changed: `{status:{from:Open,to:Pending}}`, which looks like JSON and is none, because
 * nothing in it is quoted or escaped (reference: Freshdesk §9). Labels with commas, colons and braces are read right; a change of which
 * it cannot be told where `from` ends (a label with `,to:` in it) is left out rather than guessed. Anything else: no changes.
 */
export const parseTriggeredEvent = (event: unknown): ToldChange[] => {
  if (typeof event !== 'string' || event.length > longest) return []
  const text = event.trim()
  if (!text.startsWith('{') || !text.endsWith('}')) return []
  const inner = text.slice(1, -1)
  const begun = [...inner.matchAll(beginning)]
  return begun
    .flatMap((match, index) => {
      // The last one ends with its own brace; the others with the one that the next beginning holds.
      const end = begun[index + 1]?.index ?? inner.trimEnd().length - 1
      const change = readChange(match[1] ?? '', inner.slice(match.index + match[0].length, end))
      return change === null ? [] : [change]
    })
    .slice(0, mostChanges)
}

const readChange = (field: string, values: string): ToldChange | null => {
  const [from, to, ...more] = values.split(/,\s?to:/)
  return from === undefined || to === undefined || more.length > 0 ? null : toldChange(field, from, to)
}
