import type { Target } from '../../classify/bundles/bundle.ts'
import type { PastTicket } from '../past-ticket.ts'
import { parsePriority } from '../targets/parse-priority.ts'
import { foldColumnName } from './column-roles.ts'
import type { ColumnMap } from './map-columns.ts'
import type { TableRow } from './table-row.ts'

const settled =
  /^(solved|closed|resolved|done|resuelt[oa]s?|cerrad[oa]s?|solucionad[oa]s?|finalizad[oa]s?|4|5)$/
const unsettled =
  /^(new|open|pending|hold|on hold|waiting.*|in progress|abiert[oa]s?|pendientes?|nuev[oa]s?|en curso|en espera|2|3)$/

const languageNames = new Map([
  ['spanish', 'es'],
  ['espanol', 'es'],
  ['castellano', 'es'],
  ['english', 'en'],
  ['ingles', 'en'],
  ['portuguese', 'pt'],
  ['portugues', 'pt'],
  ['german', 'de'],
  ['aleman', 'de'],
  ['french', 'fr'],
  ['frances', 'fr'],
  ['italian', 'it'],
  ['italiano', 'it'],
  ['catalan', 'ca'],
  ['dutch', 'nl'],
])

/** A row of a file as a ticket. Pure. A label that is empty is none. */
export const convertRow = ({ line, cells }: TableRow, columns: ColumnMap): PastTicket => {
  const cell = (role: keyof ColumnMap): string => {
    const name = columns[role]
    return name === undefined ? '' : (cells[name] ?? '').trim()
  }
  const labels: Partial<Record<Target, string>> = {}
  for (const target of ['category', 'type', 'group'] as const) {
    const label = cell(target)
    if (!isNothing(label)) labels[target] = label
  }
  const priority = cell('priority')
  // What is none of ours stays: which values a column has is told when it is looked at as a whole.
  if (!isNothing(priority)) labels.priority = parsePriority(priority) ?? priority
  const id = cell('id')
  return {
    name: id === '' ? `line ${line}` : `#${id}`,
    subject: columns.text === undefined ? null : cell('subject') || null,
    body: columns.text === undefined ? cell('subject') : cell('text'),
    labels,
    tags: cell('tags')
      .split(/[,;]/)
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
    language: parseLanguage(cell('language')),
    group: groupOf(cell('thread'), cell('requester')),
    createdAt: parseTime(cell('created')),
    changedAt: parseTime(cell('changed')),
    state: stateOf(cell('status'), columns.agent === undefined ? null : cell('agent')),
  }
}

const isNothing = (label: string): boolean => /^(|-+|null|none|n\/a|nan|undefined)$/i.test(label)

const groupOf = (thread: string, requester: string): string | null => {
  if (thread !== '') return `thread ${thread}`
  return requester === '' ? null : `requester ${requester.toLowerCase()}`
}

const stateOf = (status: string, agent: string | null): PastTicket['state'] => {
  const name = foldColumnName(status)
  if (settled.test(name)) return 'settled'
  if (!unsettled.test(name)) return null
  return agent !== null && /^(|no agent|sin agente|-+)$/i.test(agent) ? 'untouched' : 'underWay'
}

const parseLanguage = (text: string): string | null => {
  const code = /^([a-z]{2})(?:[-_][a-z0-9]{2,8})?$/i.exec(text)?.[1]?.toLowerCase()
  return code ?? languageNames.get(foldColumnName(text)) ?? null
}

/** ISO 8601 and what exports write besides; a day before a month (`21/11/2026`), as in Spain and Latin America. Null: not a time. */
const parseTime = (text: string): number | null => {
  if (/^\d{10}$/.test(text)) return Number(text) * 1000
  if (/^\d{13}$/.test(text)) return Number(text)
  const [, day, month, year, rest = ''] =
    /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T](\d{1,2}:\d{2}(?::\d{2})?).*)?$/.exec(text) ?? []
  const time =
    year === undefined
      ? Date.parse(/^\d{4}-\d\d-\d\d[ T][\d:.]+$/.test(text) ? `${text.replace(' ', 'T')}Z` : text)
      : Date.parse(
          `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}T${rest === '' ? '00:00' : rest.padStart(5, '0')}Z`,
        )
  return Number.isNaN(time) ? null : time
}
