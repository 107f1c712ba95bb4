import { Liquid } from 'liquidjs'
import { suggestName } from '../config/suggest-name.ts'
import { Template } from './template.ts'
import { isVariable, variableNames } from './template-variables.ts'

const tags = ['assign', 'for', 'capture', 'case', 'comment', 'if', 'raw', 'unless', 'break', 'continue', '#']
// Those whose time is in proportion to the text (`strip_html` is not), and that answer the same every time (`sample` does not).
const filters = [
  ...['abs', 'append', 'at_least', 'at_most', 'capitalize', 'ceil', 'compact', 'concat', 'date', 'default'],
  ...['divided_by', 'downcase', 'first', 'floor', 'join', 'json', 'last', 'lstrip', 'map', 'minus', 'modulo'],
  ...['plus', 'prepend', 'remove', 'remove_first', 'replace', 'replace_first', 'reverse', 'round', 'rstrip'],
  ...['size', 'slice', 'sort', 'split', 'strip', 'times', 'truncate', 'truncatewords', 'uniq', 'upcase'],
  ...['url_encode', 'where'],
]

const mostOutput = 20_000

/** Nothing of the machine is within reach: no file, no included template, no variable but those handed in. */
const createEngine = (): Liquid => {
  const engine = new Liquid({
    strictFilters: true,
    ownPropertyOnly: true,
    templates: {},
    timezoneOffset: 'Etc/UTC',
    parseLimit: 20_000,
    memoryLimit: 200_000,
    renderLimit: 100,
  })
  for (const name of Object.keys(engine.tags))
    if (!tags.includes(name)) Reflect.deleteProperty(engine.tags, name)
  for (const name of Object.keys(engine.filters))
    if (!filters.includes(name)) Reflect.deleteProperty(engine.filters, name)
  const { date } = engine.filters
  if (typeof date !== 'function') throw new Error('The date filter is not what it was.')
  // `now` would make the answer depend on when it is asked; `received_at` is there instead.
  engine.registerFilter('date', function (value: unknown, ...rest: unknown[]) {
    return value === 'now' || value === 'today' ? '' : date.call(this, value, ...rest)
  })
  return engine
}

let engine: Liquid | null = null

/**
 * Parses a template (LiquidJS), or says what is wrong with it, variables that do not exist included. What it renders is plain
 * text: whoever puts it into a ticket escapes all of it. `withTicket`: it is rendered when there is a ticket, and may name it.
 */
export const compileTemplate = (
  source: string,
  { withTicket = false }: { withTicket?: boolean } = {},
): Template | { faults: string[] } => {
  engine ??= createEngine()
  const liquid = engine
  try {
    const parsed = liquid.parse(source)
    const faults = liquid
      .globalVariableSegmentsSync(parsed)
      .flatMap((segments) => findVariableFault(segments, withTicket))
    if (faults.length > 0) return { faults }
    return new Template((variables) => {
      try {
        const text = String(liquid.renderSync(parsed, variables()))
        return { ok: true, text: text.slice(0, mostOutput).toWellFormed().trim() }
      } catch (error) {
        return { ok: false, message: `The template could not be rendered: ${messageOf(error)}.` }
      }
    })
  } catch (error) {
    return { faults: [explain(messageOf(error))] }
  }
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/, file:.*$/s, '')

const explain = (message: string): string => {
  const [, kind, name = ''] = /^(undefined filter: |tag ")([\w-]+)/.exec(message) ?? []
  if (kind === undefined) return `Not a template: ${message}.`
  const known = kind === 'tag "' ? tags : filters
  // A tag that was never closed is a tag that there is.
  if (known.includes(name)) return `Not a template: ${message}.`
  const near = suggestName(name, known)
  const what = kind === 'tag "' ? 'tag' : 'filter'
  return `There is no ${what} \`${name}\` here. ${near === null ? `Known: ${known.join(', ')}.` : `Did you mean \`${near}\`?`}`
}

const findVariableFault = (segments: readonly unknown[], withTicket: boolean): string[] => {
  const names = segments.map((segment) =>
    typeof segment === 'string' || typeof segment === 'number' ? String(segment) : null,
  )
  if (isVariable(names, withTicket)) return []
  const name = names.map((each) => each ?? '[…]').join('.')
  const near = suggestName(name, variableNames(withTicket))
  const hint = near === null ? `Known: ${variableNames(withTicket).join(', ')}.` : `Did you mean \`${near}\`?`
  return [`There is no variable \`${name}\`. ${hint}`]
}
