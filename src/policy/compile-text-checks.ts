import type { Conditions } from '../../schemas/policy.ts'
import type { PathSegment } from '../config/fault.ts'
import type { CompileContext } from './compile-context.ts'
import { compilePattern, type Pattern } from './compile-pattern.ts'
import { oneOf } from './miss.ts'
import type { Check, Keyword } from './policy.ts'
import { parseKeyword } from './word-list.ts'

// A text is not quoted in full: what was looked for says enough.
const notFound = 'none of it in the text'

const wordChecks = (
  conditions: Conditions,
  path: readonly PathSegment[],
  context: CompileContext,
): Check[] => {
  const { words } = conditions
  if (words === undefined) return []
  const keywords = words.flatMap((text, index): Keyword[] => {
    const keyword = parseKeyword(text)
    if (!('fault' in keyword)) return [keyword]
    context.report([...path, 'words', index], keyword.fault)
    return []
  })
  return [
    (reading) => {
      const list = reading.words()
      return keywords.some((keyword) => list.has(keyword))
        ? null
        : { condition: 'words', wanted: oneOf(words), saw: notFound }
    },
  ]
}

const patternChecks = (
  conditions: Conditions,
  path: readonly PathSegment[],
  context: CompileContext,
): Check[] => {
  const { pattern } = conditions
  if (pattern === undefined) return []
  const patterns = pattern.flatMap((source, index): Pattern[] => {
    const compiled = compilePattern(source)
    if (!('fault' in compiled)) return [compiled]
    context.report([...path, 'pattern', index], compiled.fault)
    return []
  })
  return [
    (reading) => {
      const plain = reading.plain()
      return patterns.some((matches) => matches(plain))
        ? null
        : { condition: 'pattern', wanted: oneOf(pattern), saw: notFound }
    },
  ]
}

/** What the person must have said. */
export const compileTextChecks = (
  conditions: Conditions,
  path: readonly PathSegment[],
  context: CompileContext,
): Check[] => [...wordChecks(conditions, path, context), ...patternChecks(conditions, path, context)]
