import { createRequire } from 'node:module'
import type { Pair, YAMLError } from 'yaml'
import type { Fault, PathSegment } from './fault.ts'

// 72 modules, 30-40 ms of a start, that a service configured by its environment alone does not need.
const require = createRequire(import.meta.url)
const library = (): typeof import('yaml') => require('yaml')

export interface ParsedYaml {
  value: unknown
  /** Line (from 1) of the entry at `path`, or of the nearest thing around it that exists. Null for an empty file. */
  lineOf(path: readonly PathSegment[]): number | null
  faults: Fault[]
}

// The library's own messages quote the file, and the file may hold secrets.
const explanations: Partial<Record<YAMLError['code'], string>> = {
  ALIAS_PROPS: 'An alias (`*name`) cannot have an anchor or a tag.',
  BAD_ALIAS: 'A value that starts with `*` is an alias; put it in quotes if it is a text.',
  BAD_DQ_ESCAPE: 'Not an escape that YAML knows; use single quotes for texts with backslashes.',
  BAD_INDENT: 'The indentation does not fit what stands above.',
  BAD_SCALAR_START: 'A value cannot start with this character; put it in quotes.',
  BLOCK_AS_IMPLICIT_KEY:
    'Only one key can stand on a line: put texts with `: ` in quotes, and indent the next line as this one.',
  DUPLICATE_KEY: 'This key stands here twice.',
  MISSING_CHAR: 'Something is missing here: a `:`, a space, a quote or a bracket.',
  MULTILINE_IMPLICIT_KEY: 'A key without its `:`, or a text that should be in quotes.',
  MULTIPLE_DOCS: 'One document only: remove the line `---`.',
  TAB_AS_INDENT: 'Indent with spaces, not with tabs.',
  TAG_RESOLVE_FAILED: 'A value that starts with `!` is a tag; put it in quotes if it is a text.',
  UNEXPECTED_TOKEN: 'This cannot stand here.',
}

const explain = ({ code }: { code: YAMLError['code'] }): string =>
  explanations[code] ?? 'This is not valid YAML.'

const more = (count: number): string =>
  count === 0 ? '' : ` ${count} more ${count === 1 ? 'fault' : 'faults'} below may follow from it.`

const stepInto = (node: unknown, segment: PathSegment): { pair: Pair | null; next: unknown } | null => {
  const { isMap, isScalar, isSeq } = library()
  if (isMap(node)) {
    const pair = node.items.find((each) => isScalar(each.key) && String(each.key.value) === String(segment))
    return pair === undefined ? null : { pair, next: pair.value }
  }
  if (isSeq(node) && typeof segment === 'number') {
    const next = node.items[segment]
    return next === undefined ? null : { pair: null, next }
  }
  return null
}

const startOf = (node: unknown): number | null => {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range))
    return null
  const start: unknown = node.range[0]
  return typeof start === 'number' ? start : null
}

/** Reads YAML 1.2 (so `no` and `on` are texts). Never throws; what is wrong first comes with line and column. */
export const parseYaml = (text: string): ParsedYaml => {
  const { isAlias, LineCounter, parseDocument } = library()
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2' })
  const fault = (message: string, offset: number): Fault => {
    const { line, col } = lines.linePos(offset)
    return { path: '(file)', code: 'not-yaml', message: `Column ${col}: ${message}`, line }
  }
  const found = [...document.errors, ...document.warnings].sort((one, other) => one.pos[0] - other.pos[0])
  // The first only: one wrong indent makes up to eight of them.
  const faults = found
    .slice(0, 1)
    .map((error) => fault(explain(error) + more(found.length - 1), error.pos[0]))

  const lineOf = (path: readonly PathSegment[]): number | null => {
    let node: unknown = document.contents
    let offset = startOf(node)
    for (const segment of path) {
      const step = stepInto(isAlias(node) ? node.resolve(document) : node, segment)
      if (step === null) break
      offset = startOf(step.pair?.key) ?? startOf(step.next) ?? offset
      node = step.next
    }
    return offset === null ? null : lines.linePos(offset).line
  }

  if (faults.length > 0) return { value: null, lineOf, faults }
  try {
    // 100 uses of an alias are plenty for a configuration, and few enough that no "billion laughs" is built.
    return { value: document.toJS({ maxAliasCount: 100 }) as unknown, lineOf, faults }
  } catch {
    return { value: null, lineOf, faults: [fault('The aliases (`*name`) cannot be resolved.', 0)] }
  }
}
