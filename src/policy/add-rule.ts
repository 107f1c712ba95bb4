import { createRequire } from 'node:module'
import type { Rule } from '../../schemas/policy.ts'

// See config/parse-yaml.ts: a service that reads no YAML need not load it.
const require = createRequire(import.meta.url)
const library = (): typeof import('yaml') => require('yaml')

/** A rule as people write it: before defaults are filled in. */
export type WrittenRule = Pick<Rule, 'name'> & {
  when: Record<string, unknown>
  then: Record<string, unknown>
  stop?: boolean
}

/** A rule as it stands in a file, one of a list. */
export const writeRule = (rule: WrittenRule): string => library().stringify([rule], { lineWidth: 0 })

/**
 * A file of rules with one more, before or after all others; its comments and blank lines stay. Null: it is not such a file, so nothing
 * can be added safely.
 */
export const addRule = (text: string, rule: WrittenRule, place: 'first' | 'last'): string | null => {
  const { isMap, isNode, isSeq, parseDocument } = library()
  const document = parseDocument(text, { prettyErrors: false, version: '1.2' })
  if (document.errors.length > 0) return null
  if (document.contents === null)
    return `${text === '' || text.endsWith('\n') ? text : `${text}\n`}rules:\n${indented(rule)}`
  if (!isMap(document.contents)) return null
  const rules: unknown = document.contents.get('rules', true)
  if (rules === undefined || (isSeq(rules) && rules.items.length === 0)) {
    document.set('rules', document.createNode([rule]))
  } else if (isSeq(rules)) {
    const node = document.createNode(rule)
    if (place === 'last') rules.items.push(node)
    else {
      // What stands above the first rule speaks of that rule; the library takes it for the list's.
      const first = rules.items[0]
      if (isNode(first) && rules.commentBefore) {
        first.commentBefore = rules.commentBefore
        rules.commentBefore = null
      }
      rules.items.unshift(node)
    }
  } else return null
  return document.toString({ lineWidth: 0 })
}

const indented = (rule: WrittenRule): string =>
  writeRule(rule)
    .split('\n')
    .map((line) => (line === '' ? line : `  ${line}`))
    .join('\n')
