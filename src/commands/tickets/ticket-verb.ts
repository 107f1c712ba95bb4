import type * as z from 'zod'
import { ticketIdSchema } from '../../../schemas/ticket-request.ts'
import type { AuditTrail } from '../../access/access.ts'
import type { Clock } from '../../ops/clock.ts'
import type { Terminal } from '../../ops/terminal.ts'
import type { ReadPlace, Tickets } from '../../tickets/tickets.ts'
import { isSet, type ParsedArguments, requiredPositional, textOption, UsageError } from '../command.ts'
import { createTimeText, type TimeText } from '../local-time.ts'
import { plainText } from '../table.ts'

/** What the verbs of `relevo tickets` work with; open only while one works. */
export interface TicketContext {
  tickets: Tickets
  trail: AuditTrail
  clock: Clock
  /** Names by id, of agents and groups of a help desk; without those that it does not tell. Never throws. */
  namesOf(helpdesk: string | undefined): Promise<AccountNames>
}

export interface AccountNames {
  agents: ReadonlyMap<string, string>
  groups: ReadonlyMap<string, string>
}

/** Resolves with the exit code. */
export type TicketWork = (context: TicketContext) => Promise<number>

/**
 * A verb reads all that it was given first, and throws `UsageError`; what it answers is done with the help desks at hand. So nothing
 * is opened for a slip of the pen.
 */
export type TicketVerb = (parsed: ParsedArguments, terminal: Terminal) => TicketWork | Promise<TicketWork>

export const ticketIdOf = (parsed: ParsedArguments): string => {
  const given = requiredPositional(parsed, 1, 'The number of the ticket').replace(/^#/, '')
  const [unexpected] = parsed.positionals.slice(2)
  if (unexpected !== undefined)
    throw new UsageError(`One ticket at a time; what is "${plainText(unexpected)}"?`)
  const id = ticketIdSchema.shape.id.safeParse(given)
  if (!id.success) throw new UsageError(`"${plainText(given)}" is no number of a ticket.`)
  return id.data
}

export const placeOf = (parsed: ParsedArguments): ReadPlace => {
  const helpdesk = textOption(parsed, 'helpdesk')
  return helpdesk === undefined ? {} : { helpdesk }
}

/**
 * What was given, as `/v1` would take it: one set of rules for both. `options` are the command line's names for the fields. Throws
 * `UsageError` with all faults.
 */
export const parseAs = <Schema extends z.ZodType>(
  schema: Schema,
  given: Record<string, unknown>,
  options: Readonly<Record<string, string>>,
): z.output<Schema> => {
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const outcome = schema.safeParse(present)
  if (outcome.success) return outcome.data
  const faults = outcome.error.issues.map(({ path, message }) => {
    const [field] = path
    return field === undefined ? message : `${options[String(field)] ?? `--${String(field)}`}: ${message}`
  })
  throw new UsageError([...new Set(faults)].join('\n'))
}

/** Nothing given is nothing asked for. */
export const listOrAbsent = (values: string[]): string[] | undefined =>
  values.length === 0 ? undefined : values

/** `NAME=VALUE` several times; an empty value is null. Throws `UsageError`. */
export const settingsOf = (texts: string[], option: string): Record<string, string | null> | undefined => {
  if (texts.length === 0) return undefined
  const pairs = texts.map((text): [string, string | null] => {
    const at = text.indexOf('=')
    const name = text.slice(0, Math.max(0, at)).trim()
    if (name === '') throw new UsageError(`--${option} takes NAME=VALUE.`)
    return [name, text.slice(at + 1).trim() || null]
  })
  const names = pairs.map(([name]) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new UsageError(`--${option} names "${plainText(twice)}" twice.`)
  return Object.fromEntries(pairs)
}

export const timeTextOf = (parsed: ParsedArguments): TimeText =>
  createTimeText(isSet(parsed, 'utc') ? 'UTC' : undefined)
