import { createContext, Script } from 'node:vm'
import { findPatternFault } from './find-pattern-fault.ts'

export interface PatternMatcher {
  /** The categories whose patterns match, with the first such pattern's number (from 1). */
  find(text: string): { category: string; pattern: number }[]
}

const maxChars = 10_000
// Measured: an ordinary pattern takes well under 1 ms for 10,000 characters.
const longestMs = 20
const mostTimeouts = 3

/**
 * Runs the configured regular expressions, without case and accents. What passed the check for dangerous forms may still
 * be slow on a made-up text: each run is stopped after 20 ms and counts as no match, and a pattern that was stopped three
 * times is not run again. Throws when a pattern is refused, naming all that are.
 */
export const createPatternMatcher = (patterns: Record<string, string[]>): PatternMatcher => {
  const faults: string[] = []
  const compiled = Object.entries(patterns).flatMap(([category, sources]) =>
    sources.flatMap((source, index) => {
      const fault = findPatternFault(source)
      if (fault) faults.push(`categories.${category}.patterns[${index}] ${fault}.`)
      if (fault) return []
      return [
        { category, number: index + 1, expression: new RegExp(withoutMarks(source), 'iu'), timeouts: 0 },
      ]
    }),
  )
  if (faults.length > 0) throw new Error(faults.join(' '))
  if (compiled.length === 0) return { find: () => [] }

  const globals = { expression: /x/u, text: '' }
  const context = createContext(globals)
  const script = new Script('expression.test(text)')
  const matches = (pattern: { expression: RegExp; timeouts: number }): boolean => {
    if (pattern.timeouts >= mostTimeouts) return false
    globals.expression = pattern.expression
    try {
      return script.runInContext(context, { timeout: longestMs }) === true
    } catch {
      pattern.timeouts++
      return false
    }
  }

  return {
    find: (text) => {
      globals.text = withoutMarks(text.slice(0, maxChars))
      const found = new Map<string, number>()
      for (const pattern of compiled) {
        if (!found.has(pattern.category) && matches(pattern)) found.set(pattern.category, pattern.number)
      }
      globals.text = ''
      return [...found].map(([category, pattern]) => ({ category, pattern }))
    },
  }
}

const withoutMarks = (text: string): string => text.normalize('NFKD').replace(/\p{M}+/gu, '')
