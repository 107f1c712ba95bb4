import type { FreshdeskTicket } from '../../../../schemas/freshdesk/ticket.ts'
import { comparable } from '../../comparable.ts'
import type { AccountField } from '../../fields/account-field.ts'
import { matchChoice } from '../../fields/match-choice.ts'
import { findNamed, type Named } from '../../find-named.ts'
import type { Failure, FieldFault } from '../../outcome.ts'
import { refuse, refuseAll, refuseChoice } from '../../refuse.ts'
import type { TicketCondition, TicketQuery } from '../../ticket-desk.ts'
import { findField } from '../convert-custom-fields.ts'
import { fromFreshdeskPriority, fromFreshdeskStatus, toFreshdeskPriority } from '../freshdesk-values.ts'

/** One condition: as a term of Freshdesk's search, null where that cannot say it, and as a look at a ticket. */
export interface Condition {
  name: TicketCondition
  term: string | null
  fits(ticket: FreshdeskTicket): boolean
}

export interface FindContext {
  form: AccountField[] | null
  agents: readonly Named[] | null
  groups: readonly Named[] | null
}

export type Question = { ok: true; conditions: Condition[] } | { ok: false; failure: Failure }

const usualStatuses = { open: 2, pending: 3, solved: 4, closed: 5 } as const
/** Kinds of field that Freshdesk's search knows. https://developers.freshdesk.com/api/#filter_tickets */
const searchable = new Set(['text', 'number', 'decimal', 'checkbox', 'dropdown', 'date'])

/**
 * Reads a query's conditions, all but whose tickets they are. Every condition is also looked at in what comes back: the index may
 * be behind, and days are all that it knows of times.
 */
export const composeQuestion = (query: TicketQuery, context: FindContext): Question => {
  const conditions: Condition[] = []
  const faults: FieldFault[] = []
  const refused = (failure: Failure) => {
    if (failure.kind === 'invalid') faults.push(...failure.faults)
  }

  if (query.text !== undefined) {
    return {
      ok: false,
      failure: { kind: 'unsupported', message: 'Freshdesk cannot look for words in tickets.' },
    }
  }
  if (query.status !== undefined) {
    const wanted = new Set(query.status)
    const ids = statusIds(query.status, context.form)
    conditions.push({
      name: 'status',
      term: ids === null ? null : anyOf('status', ids.map(String)),
      fits: (ticket) => wanted.has(fromFreshdeskStatus(ticket.status)),
    })
  }
  if (query.priority !== undefined) {
    const wanted = new Set(query.priority)
    conditions.push({
      name: 'priority',
      term: anyOf(
        'priority',
        query.priority.map((priority) => String(toFreshdeskPriority(priority))),
      ),
      fits: (ticket) => {
        const priority = fromFreshdeskPriority(ticket.priority)
        return priority !== null && wanted.has(priority)
      },
    })
  }
  if (query.type !== undefined) {
    const choices = context.form?.find((field) => field.key === 'type')?.choices ?? []
    // A type that was taken off the form may still be on old tickets.
    const types = query.type.map((type) => String(matchChoice(choices, type)?.value ?? type))
    const wanted = new Set(types.map(comparable))
    const terms = types.map(quoted)
    conditions.push({
      name: 'type',
      term: terms.every((term) => term !== null) ? anyOf('type', terms) : null,
      fits: (ticket) => ticket.type != null && wanted.has(comparable(ticket.type)),
    })
  }
  for (const name of ['group', 'agent'] as const) {
    const wanted = query[name]
    if (wanted === undefined) continue
    const id = idOf(name, wanted, name === 'group' ? context.groups : context.agents)
    if (typeof id === 'object' && id !== null) {
      refused(id.failure)
      continue
    }
    const key = name === 'group' ? 'group_id' : 'responder_id'
    conditions.push({
      name,
      term: `${name}_id:${id ?? 'null'}`,
      fits: (ticket) => (ticket[key] ?? null) === id,
    })
  }
  for (const tag of query.tags ?? []) {
    const value = quoted(tag.trim())
    conditions.push({
      name: 'tags',
      term: value === null ? null : `tag:${value}`,
      fits: (ticket) => (ticket.tags ?? []).some((own) => own.toLowerCase() === tag.trim().toLowerCase()),
    })
  }
  for (const [name, value] of Object.entries(query.customFields ?? {})) {
    const condition = customCondition(name, value, context.form)
    if (condition === null) {
      const known = (context.form ?? []).filter((field) => field.custom).map((field) => field.key)
      refused(refuseChoice(`customFields.${name}`, 'There is no such field.', known))
    } else conditions.push(condition)
  }
  for (const name of ['createdAfter', 'createdBefore', 'updatedAfter', 'updatedBefore'] as const) {
    const text = query[name]
    if (text === undefined) continue
    const at = parseTime(text)
    if (at !== null) conditions.push(timeCondition(name, at))
    else refused(refuse(name, 'It has to be a time in ISO 8601.'))
  }
  return faults.length === 0 ? { ok: true, conditions } : { ok: false, failure: refuseAll(faults) }
}

/** A value in quotes. How one with quotes in it would be written is undocumented: null. */
const quoted = (value: string): string | null => (/['"\\]/.test(value) || value === '' ? null : `'${value}'`)

const anyOf = (field: string, values: string[]): string | null => {
  const terms = [...new Set(values)].map((value) => `${field}:${value}`)
  // Nothing can be any of nothing; then what comes back is looked at, and none of it fits.
  if (terms.length === 0) return null
  return terms.length === 1 ? (terms[0] ?? null) : `(${terms.join(' OR ')})`
}

/** Null: the account's own states are asked for, and its form does not tell them. */
const statusIds = (statuses: readonly string[], form: AccountField[] | null): number[] | null => {
  const usual = Object.entries(usualStatuses).flatMap(([name, id]) => (statuses.includes(name) ? [id] : []))
  if (!statuses.includes('other')) return usual
  const own = (form?.find((field) => field.key === 'status')?.choices ?? [])
    .map((choice) => Number(choice.value))
    .filter((id) => fromFreshdeskStatus(id) === 'other')
  return own.length === 0 ? null : [...usual, ...own]
}

const idOf = (
  what: 'group' | 'agent',
  wanted: string,
  items: readonly Named[] | null,
): number | null | { failure: Failure } => {
  if (what === 'agent' && wanted === 'none') return null
  const found = findNamed(items ?? [], wanted)
  if (found.kind === 'found') return Number(found.item.id)
  // Somebody who has left is in no list any more, and still on tickets.
  if (/^[1-9]\d{0,14}$/.test(wanted)) return Number(wanted)
  if (items === null)
    return { failure: refuse(what, `The API key's agent may look up no ${what}: give its id.`) }
  return {
    failure: refuseChoice(
      what,
      found.kind === 'unknown' ? `There is no such ${what}.` : 'Several are called so.',
      found.choices,
    ),
  }
}

const customCondition = (
  name: string,
  value: string | number | boolean,
  form: AccountField[] | null,
): Condition | null => {
  const own = (form ?? []).filter((field) => field.custom)
  const found = findField(own, name)
  const key = found === null ? null : (found.field.levels[found.level]?.key ?? found.field.key)
  const blind = form === null && name.startsWith('cf_') ? name : null
  const field = key ?? blind
  if (field === null) return null
  const kind = found?.field.kind ?? 'text'
  return {
    name: 'customFields',
    term: searchable.has(kind) ? customTerm(field, kind, value) : null,
    fits: (ticket) => {
      const held = ticket.custom_fields?.[field]
      return held != null && comparable(String(held)) === comparable(String(value))
    },
  }
}

const customTerm = (field: string, kind: string, value: string | number | boolean): string | null => {
  const isBare = kind === 'number' || kind === 'decimal' || kind === 'checkbox'
  if (!isBare) {
    const text = quoted(String(value))
    return text === null ? null : `${field}:${text}`
  }
  return /^(-?\d+(\.\d+)?|true|false)$/.test(String(value)) ? `${field}:${value}` : null
}

const timeCondition = (
  name: 'createdAfter' | 'createdBefore' | 'updatedAfter' | 'updatedBefore',
  at: number,
): Condition => {
  const field = name.startsWith('created') ? 'created_at' : 'updated_at'
  const isAfter = name.endsWith('After')
  // `:>` and `:<` include the day itself.
  const term = `${field}:${isAfter ? '>' : '<'}'${dayOf(at)}'`
  return {
    name,
    term,
    fits: (ticket) => {
      const time = Date.parse(ticket[field] ?? '')
      return isAfter ? time >= at : time < at
    },
  }
}

/** With a year of four digits: other texts that `Date.parse` reads mean something else to each who reads them. */
const parseTime = (text: string): number | null => {
  const at = /^\d{4}-\d\d-\d\d(T|$)/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isFinite(at) ? at : null
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
