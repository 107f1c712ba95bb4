import type * as z from 'zod'
import { isSecretNode, knownKeys, nodeAt, type TreeNode } from './configuration-tree.ts'
import { type Fault, formatPath, type PathSegment } from './fault.ts'
import { suggestName } from './suggest-name.ts'

type Issue = z.core.$ZodIssue

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of settings',
  record: 'a group of settings',
}
const kindOf = (value: unknown): string => {
  if (value === null || value === undefined) return 'nothing'
  return kinds[Array.isArray(value) ? 'array' : typeof value] ?? 'something else'
}

const valueAt = (root: unknown, path: readonly PathSegment[]): unknown =>
  path.reduce<unknown>(
    (value, segment) =>
      typeof value === 'object' && value !== null ? Reflect.get(value, segment) : undefined,
    root,
  )

const plural = (count: number | bigint, one: string, many: string) => `${count} ${count === 1 ? one : many}`

const describeSize = (issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): string => {
  const bound = issue.code === 'too_small' ? issue.minimum : issue.maximum
  const word = issue.code === 'too_small' ? 'at least' : 'at most'
  if (issue.origin === 'string') return `Write ${word} ${plural(bound, 'character', 'characters')}.`
  if (issue.origin === 'array') return `List ${word} ${plural(bound, 'entry', 'entries')}.`
  const strict = issue.inclusive === false
  return strict
    ? `Must be ${word === 'at least' ? 'more' : 'less'} than ${bound}.`
    : `Must be ${word} ${bound}.`
}

const formats: Record<string, string> = {
  url: 'Write a complete address such as https://example.org.',
  email: 'Write an e-mail address.',
}

const describeType = (issue: Extract<Issue, { code: 'invalid_type' }>, value: unknown): string => {
  const wanted = kinds[issue.expected] ?? issue.expected
  if (value === null || value === undefined) return `Missing: ${wanted} is required here.`
  const quote = wanted === kinds['string'] && typeof value !== 'object' ? ' Put it in quotes.' : ''
  return `Expected ${wanted}, found ${kindOf(value)}.${quote}`
}

/** What an issue says, never quoting the value. */
const describe = (issue: Issue, root: unknown, path: readonly PathSegment[]): string => {
  switch (issue.code) {
    case 'invalid_type':
      return describeType(issue, valueAt(root, path))
    case 'invalid_value':
      return `Use one of: ${issue.values.map(String).join(', ')}.`
    case 'too_small':
    case 'too_big':
      return describeSize(issue)
    case 'invalid_format':
      return formats[issue.format] ?? issue.message
    case 'invalid_key':
      return `Not a possible name. ${issue.issues[0]?.message ?? ''}`.trim()
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? `Use one of: ${issue.options.map(String).join(', ')}.`
        : 'Only plain values, lists and groups can stand here.'
    default:
      return issue.message
  }
}

const unknownKeyMessage = (key: string, node: TreeNode | null, value: unknown): string => {
  const known = knownKeys(node, value)
  const files = [...known].filter(([, child]) => isSecretNode(child)).map(([name]) => `${name}File`)
  const suggestion = suggestName(key, [...known.keys(), ...files])
  if (suggestion !== null) return `Unknown setting. Did you mean \`${suggestion}\`?`
  return `Unknown setting. Known here: ${[...known.keys()].join(', ')}.`
}

/** Turns one finding of the schema into faults that a person can act on: one for each unknown key, one otherwise. */
export const describeIssue = (issue: Issue, root: unknown, tree: () => TreeNode): Fault[] => {
  const path = issue.path.map((segment) => (typeof segment === 'symbol' ? String(segment) : segment))
  if (issue.code === 'unrecognized_keys') {
    const node = nodeAt(tree(), path, root)
    return issue.keys.map((key) => ({
      path: formatPath([...path, key]),
      code: 'unknown-key',
      message: unknownKeyMessage(key, node, valueAt(root, path)),
      line: null,
    }))
  }
  return [{ path: formatPath(path), code: 'invalid', message: describe(issue, root, path), line: null }]
}
