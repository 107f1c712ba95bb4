import { sql } from 'kysely'
import { pino } from 'pino'
import { deskSchema } from '../schemas/desk-configuration.ts'
import type { Ticket, TicketStatus } from '../schemas/ticket.ts'
import { createUsers } from '../src/access/users/create-users.ts'
import type { Database } from '../src/database/database.ts'
import { composeRow } from '../src/inbox/store/ticket-row.ts'
import { createLedger } from '../src/ledger/create-ledger.ts'
import { systemClock } from '../src/ops/clock.ts'
import { fillLedger } from './fill-ledger.ts'

export interface DeskSizes {
  handoffs: number
  tickets: number
  users: number
  drafts: number
  auditRows: number
}

/** Who signs in. */
export const admin = { email: 'ana@acme.example', password: 'barco lento de papel', name: 'Ana Ruiz' }

const silent = pino({ level: 'silent' })
const dayMs = 86_400_000
const rowsAtOnce = 100
const rowsPerCommit = 10_000
/** A block of the index. */
const indexedAtOnce = 1024

const statuses: TicketStatus[] = ['open', 'pending', 'solved', 'closed', 'closed']
const subjects = [
  'El pedido no ha llegado',
  'Invoice 48213 was charged twice',
  'No puedo entrar en la VPN desde casa',
  'Printer on the third floor prints nothing',
  'Quiero devolver los zapatos del último pedido',
]
const names = ['Ana Benítez', 'Luis Marín', 'Marta Ortega', 'John Smith', 'Nuria Vidal', 'Priya Nair']
const categories = ['shipping', 'billing', 'vpn', 'printer', 'returns']

const pick = <Item>(items: readonly [Item, ...Item[]] | Item[], at: number): Item => {
  const item = items[at % items.length]
  if (item === undefined) throw new RangeError('There is nothing to pick from.')
  return item
}

const inCommits = async (
  count: number,
  write: (from: number, to: number) => Promise<void>,
): Promise<void> => {
  for (let from = 0; from < count; from += rowsPerCommit)
    await write(from, Math.min(count, from + rowsPerCommit))
}

const pieces = <Item>(items: Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / rowsAtOnce) }, (_, at) =>
    items.slice(at * rowsAtOnce, (at + 1) * rowsAtOnce),
  )

const numbersFrom = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, at) => from + at)

/** The first ticket has the number 1, as in the help desk of the bench. */
const sampleTicket = (number: number, changedAt: number): Ticket => ({
  id: String(number + 1),
  url: `https://acme.freshdesk.com/a/tickets/${number + 1}`,
  subject: `${pick(subjects, number)} (${number})`,
  status: pick(statuses, number),
  statusLabel: null,
  priority: number % 7 === 0 ? 'high' : 'low',
  type: null,
  tags: [pick(categories, number)],
  requesterId: String(1 + (number % 30_000)),
  agentId: number % 3 === 0 ? null : String(1 + (number % 20)),
  groupId: String(1 + (number % 8)),
  deleted: false,
  customFields: {},
  externalId: null,
  createdAt: new Date(changedAt - 3_600_000).toISOString(),
  updatedAt: new Date(changedAt).toISOString(),
})

const fillTickets = (database: Database, count: number, now: number): Promise<void> =>
  inCommits(count, (from, to) =>
    database.write(async (transaction) => {
      for (const piece of pieces(numbersFrom(from, to)))
        await transaction
          .insertInto('inbox_tickets')
          .values(
            piece.map((number) => {
              const changedAt = Math.floor(now - (number / count) * 29 * dayMs - 60_000)
              const guess = { category: pick(categories, number), confidence: 0.5 + (number % 50) / 100 }
              const lastFrom = number % 4 === 0 ? 'customer' : 'agent'
              const ticket = sampleTicket(number, changedAt)
              return composeRow('main', { ticket, guess, lastFrom }, null, pick(names, number), now)
            }),
          )
          .execute()
    }),
  )

/** Drafts with what became of them, and the replies that came of them. */
const fillDrafts = (database: Database, count: number, tickets: number, now: number): Promise<void> =>
  inCommits(count, (from, to) =>
    database.write(async (transaction) => {
      for (const piece of pieces(numbersFrom(from, to))) {
        const drafts = piece.map((number) => {
          const outcome = pick(['accepted', 'edited', 'rejected'] as const satisfies string[], number)
          const at = Math.floor(now - (number / count) * 90 * dayMs)
          return { number, at, outcome, id: `bench-${number}`, ticket: String(2 + (number % (tickets - 1))) }
        })
        await transaction
          .insertInto('drafts')
          .values(
            drafts.map(({ number, at, outcome, id, ticket }) => ({
              ...{ id, helpdesk: 'main', ticket_id: ticket, created_at: at, created_by: 'user:bench' },
              ...{ state: outcome === 'rejected' ? 'rejected' : 'sent', latest: 1, ended_at: at + 60_000 },
              ...{ made_by: number % 2 === 0 ? 'playbook' : 'article', outcome },
              distance: outcome === 'accepted' ? 0 : outcome === 'edited' ? (number % 100) / 100 : null,
            })),
          )
          .execute()
        const sent = drafts.filter(({ outcome }) => outcome !== 'rejected')
        await transaction
          .insertInto('outbox')
          .values(
            sent.map(({ number, at, id, ticket }) => ({
              ...{ id: `sent-${number}`, helpdesk: 'main', ticket_id: ticket, kind: 'reply' as const },
              ...{ content: null, draft_id: id, version: 1, who: 'user:bench', state: 'sent' as const },
              ...{ due_at: null, owner: null, reason: null, why: null, message_id: String(number) },
              ...{ created_at: at, first_sent_at: null, ended_at: at + 60_000 },
            })),
          )
          .execute()
      }
    }),
  )

const fillAudit = (database: Database, count: number, now: number): Promise<void> =>
  inCommits(count, (from, to) =>
    database.write(async (transaction) => {
      for (const piece of pieces(numbersFrom(from, to)))
        await transaction
          .insertInto('audit')
          .values(
            piece.map((number) => ({
              ...{ id: `00-${String(number).padStart(9, '0')}`, at: now - (count - number) * 60_000 },
              ...{ who: 'user:bench@acme.example', key_id: null, what: 'deskReply' },
              ...{ subject_kind: 'ticket' as const, subject_id: `main:${number}` },
              ...{ outcome: 'done' as const, status: 200, request_id: null },
            })),
          )
          .execute()
    }),
  )

const fillUsers = async (database: Database, count: number): Promise<void> => {
  const { lockOut } = deskSchema.parse({})
  const users = createUsers({ database, clock: systemClock, logger: silent, lockOut })
  const { secret } = await users.invite(null, 'bench')
  const accepted = await users.accept(secret, admin.password, admin)
  if (accepted.kind !== 'accepted') throw new Error(`The first admin could not be made: ${accepted.kind}.`)
  for (let number = 1; number < count; number += 1)
    await users.add({
      ...{ email: `agent-${number}@acme.example`, name: `${pick(names, number)} ${number}` },
      ...{ role: number % 10 === 0 ? 'supervisor' : 'agent', by: 'bench' },
    })
}

/** By the ledger's own verb, so that the index is the one that the service would have made. */
const indexWords = async (
  database: Database,
  count: number,
  onProgress: (done: number, of: number, what: string) => void,
): Promise<void> => {
  const ledger = createLedger({ database, clock: systemClock, logger: silent })
  let done = 0
  for (;;) {
    const { added, isEnd } = await ledger.indexForSearch({ limit: indexedAtOnce })
    done += added
    onProgress(done, count, 'hand-offs indexed for the search')
    if (isEnd) return
  }
}

/** Fills an empty store with all that the desk's pages show: the ledger with its words, tickets, people, drafts, replies, the trail. */
export const fillDesk = async (
  database: Database,
  sizes: DeskSizes,
  now: number,
  onProgress: (done: number, of: number, what: string) => void = () => {},
): Promise<void> => {
  await fillUsers(database, sizes.users)
  await fillTickets(database, sizes.tickets, now)
  onProgress(sizes.tickets, sizes.tickets, 'tickets filled in')
  await fillDrafts(database, sizes.drafts, sizes.tickets, now)
  await fillAudit(database, sizes.auditRows, now)
  await fillLedger(database, {
    ...{ count: sizes.handoffs, now },
    onProgress: (done) => onProgress(done, sizes.handoffs, 'hand-offs filled in'),
  })
  await indexWords(database, sizes.handoffs, onProgress)
  // As it is after days of service: all that was written is in the store's file, not beside it.
  if (database.writers === 1) await sql`pragma wal_checkpoint(truncate)`.execute(database.kysely)
}
