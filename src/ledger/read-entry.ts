import type { Kysely, Selectable } from 'kysely'
import type * as z from 'zod'
import { handoffSchema, type TicketRef, ticketRefSchema } from '../../schemas/handoff.ts'
import type { HandoffsTable, Tables } from '../database/tables.ts'
import type { Logger } from '../ops/logger.ts'
import type { Entry, Flag, WriteMark } from './ledger.ts'
import { storedClassificationSchema } from './stored-classification.ts'

export type EntryRow = Selectable<HandoffsTable> & {
  payload: string | null
  classification: string | null
}
export type ReadEntry = (row: EntryRow) => Entry

const knownFlags: readonly Flag[] = [
  'possible-duplicate',
  'unmapped-fields',
  'mailed-fallback',
  'moved-fallback',
]

/** The flags in a row's text. */
export const parseFlags = (text: string): Flag[] => {
  const words = text.split(' ')
  return knownFlags.filter((flag) => words.includes(flag))
}

const writeMark = (row: EntryRow): WriteMark | null => {
  if (row.write_kind === null || row.write_at === null) return null
  return row.write_kind === 'create'
    ? { kind: 'create', at: row.write_at }
    : { kind: 'add', ticketId: row.write_ticket ?? '', at: row.write_at }
}

const ticketRef = (row: EntryRow): TicketRef | null => {
  const parsed = ticketRefSchema.safeParse({
    id: row.ticket_id,
    url: row.ticket_url,
    action: row.ticket_action,
  })
  return parsed.success ? parsed.data : null
}

/** The query of whole entries, to be narrowed by the caller. */
export const selectEntries = (kysely: Kysely<Tables>) =>
  kysely
    .selectFrom('handoffs')
    .leftJoin('payloads', 'payloads.handoff_id', 'handoffs.id')
    .leftJoin('classifications', 'classifications.handoff_id', 'handoffs.id')
    .selectAll('handoffs')
    .select(['payloads.body as payload', 'classifications.body as classification'])

/** Stored JSON that does not fit its schema reads as null, and is logged: one such row must not stop the others. */
export const createReadEntry = ({ logger }: { logger: Logger }): ReadEntry => {
  const parseStored = <Schema extends z.ZodType>(
    schema: Schema,
    text: string | null,
    about: { id: string; what: string },
  ): z.output<Schema> | null => {
    if (text === null) return null
    try {
      return schema.parse(JSON.parse(text))
    } catch {
      logger.error({ handoffId: about.id, what: about.what }, 'a stored hand-off cannot be read')
      return null
    }
  }

  const parseDecided = (row: EntryRow) => {
    const stored = parseStored(storedClassificationSchema, row.classification, {
      id: row.id,
      what: 'classification',
    })
    if (stored === null) return { classification: null, acknowledgement: null, followUp: null }
    const { followUp = null, acknowledgement = null, ...classification } = stored
    return { classification, acknowledgement, followUp }
  }

  return (row) => ({
    id: row.id,
    source: row.source,
    helpdesk: row.helpdesk,
    state: row.state,
    why: row.why,
    requestId: row.request_id,
    requesterKey: row.requester_key,
    receivedAt: row.received_at,
    dueAt: row.due_at,
    endedAt: row.ended_at,
    attempts: row.attempts,
    failures: row.failures,
    writes: row.writes,
    write: writeMark(row),
    ticket: ticketRef(row),
    flags: parseFlags(row.flags),
    ...parseDecided(row),
    handoff: parseStored(handoffSchema, row.payload, { id: row.id, what: 'payload' }),
  })
}
