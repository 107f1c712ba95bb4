import { createVault } from '../../../src/assist/vault/create-vault.ts'

interface Span {
  kind: string
  from: number
  to: number
}

/** The sentence without its marks, and where they were. */
export const readLabels = (sentence: string): { text: string; spans: Span[] } => {
  let text = ''
  let done = 0
  const spans: Span[] = []
  for (const match of sentence.matchAll(/⟦(\w+):([^⟧]*)⟧/g)) {
    text += sentence.slice(done, match.index)
    const [, kind = '', value = ''] = match
    spans.push({ kind, from: text.length, to: text.length + value.length })
    text += value
    done = match.index + match[0].length
  }
  return { text: text + sentence.slice(done), spans }
}

/** What a vault took out of a text, each sentence for itself. */
const findMasked = (text: string): Span[] => {
  const vault = createVault({ known: { names: [], emails: [], phones: [] } })
  const masked = vault.mask(text)
  const spans: Span[] = []
  let [at, done] = [0, 0]
  for (const match of masked.matchAll(/\[([A-Z]+)_\d+(?:_\d+)?\]/g)) {
    at += match.index - done
    const { length } = vault.unmask(match[0])
    spans.push({ kind: (match[1] ?? '').toLowerCase(), from: at, to: at + length })
    at += length
    done = match.index + match[0].length
  }
  return spans
}

const letters = (text: string): number => text.replace(/[^\p{L}\p{N}]/gu, '').length

/**
 * Recall: of the pieces of personal data, those of which nothing is left but punctuation and titles. Precision: of what was masked, what
 * touches something personal. Misses and false alarms are told for people.
 */
export const measureVault = (sentences: readonly string[]) => {
  const byKind = new Map<string, { found: number; all: number }>()
  const [missed, alarms]: [string[], string[]] = [[], []]
  let masked = 0
  for (const sentence of sentences) {
    const { text, spans } = readLabels(sentence)
    const found = findMasked(text)
    masked += found.length
    for (const { kind, from, to } of spans) {
      let left = text.slice(from, to)
      for (const range of found.toReversed()) {
        const [start, end] = [Math.max(range.from, from) - from, Math.min(range.to, to) - from]
        if (end > start) left = left.slice(0, start) + left.slice(end)
      }
      const isFound = letters(left.replace(/\b(?:Dra?|Mrs?|Ms|Mª|nave|Col)\b\.?/g, '')) <= 1
      const counts = byKind.get(kind) ?? { found: 0, all: 0 }
      byKind.set(kind, { found: counts.found + Number(isFound), all: counts.all + 1 })
      if (!isFound) missed.push(`${kind}: ${text}`)
    }
    for (const { from, to } of found)
      if (!spans.some((span) => span.from < to && from < span.to)) alarms.push(text.slice(from, to))
  }
  const totals = [...byKind.values()]
  const all = totals.reduce((sum, counts) => sum + counts.all, 0)
  const found = totals.reduce((sum, counts) => sum + counts.found, 0)
  return { recall: found / all, precision: 1 - alarms.length / masked, byKind, missed, alarms, all, masked }
}
