import type { Database } from '../database/database.ts'
import { guardStore } from '../database/guard-store.ts'
import type { Helpdesk } from '../helpdesk/helpdesk.ts'
import { refuse } from '../helpdesk/refuse.ts'
import type { Clock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import { defaultHelpdesk } from './choose-helpdesk.ts'
import { createReads, helpdeskAt } from './create-reads.ts'
import { handOverOperation, type ServiceOf } from './hand-over-operation.ts'
import { identifyWrite, type WriteContent } from './identify-write.ts'
import type { Operation } from './operation.ts'
import { noteOperation, replyOperation } from './say.ts'
import { changeOperation } from './set-values.ts'
import { stayAlive } from './stay-alive.ts'
import type { Tickets, WriteOutcome, WritePlace } from './tickets.ts'
import { TicketsUnavailable } from './tickets-unavailable.ts'
import { leaseMs, type WriteTools, writeFreely, writeOnce } from './write-once.ts'
import { createWriteRows } from './write-rows.ts'

export interface TicketsOptions {
  helpdesks: ReadonlyMap<string, Helpdesk>
  database: Database
  clock: Clock
  logger: Logger
  /** Names this process. */
  replica: string
  /** After a lost answer: how long the help desk may still be at work on the request. */
  settleMs: number
  service: ServiceOf
  /** Of notes and promises when a request names none. */
  language: string
}

type Work<T> = (helpdesk: Helpdesk) => Operation<T>

/** Ticket operations over help desks and a store; see `Tickets`. */
export const createTickets = (options: TicketsOptions): Tickets => {
  const { helpdesks, database, clock, logger, replica, settleMs, service, language } = options
  const rows = createWriteRows({
    database,
    clock,
    guard: guardStore(database, TicketsUnavailable),
    replica,
    leaseMs,
  })
  const tools: WriteTools = { rows, clock, logger, settleMs }
  const underWay = new Set<Promise<unknown>>()

  const track = async <T>(begin: () => Promise<T>): Promise<T> => {
    const work = stayAlive(begin)
    underWay.add(work)
    try {
      return await work
    } finally {
      underWay.delete(work)
    }
  }

  const write = async <T>(
    what: Omit<WriteContent, 'helpdesk'>,
    at: WritePlace,
    work: Work<T>,
  ): Promise<WriteOutcome<T>> => {
    const helpdesk = helpdeskAt(helpdesks, at)
    if (!helpdesk.ok) return helpdesk
    const operation = work(helpdesk.value)
    if (operation.speech?.own.html === '') {
      return { ok: false, refusal: { kind: 'failed', failure: nothingToSay } }
    }
    if (operation.speech === null && at.key === null) return track(() => writeFreely(operation, at, tools))
    const content = { ...what, helpdesk: helpdesk.value.name }
    const identified = { ...content, ...identifyWrite(content, at) }
    return track(() => writeOnce(operation, identified, at, tools))
  }

  return {
    helpdesks: () => {
      const standing = defaultHelpdesk([...helpdesks.keys()])
      return [...helpdesks].map(([name, helpdesk]) => ({
        name,
        vendor: helpdesk.vendor,
        default: name === standing,
        capabilities: helpdesk.capabilities,
        availability: helpdesk.availability(),
      }))
    },
    ...createReads(helpdesks),
    reply: (ticketId, content, at) =>
      write({ operation: 'reply', ticketId, content }, at, (helpdesk) =>
        replyOperation(helpdesk, ticketId, content),
      ),
    note: (ticketId, content, at) =>
      write({ operation: 'note', ticketId, content }, at, (helpdesk) =>
        noteOperation(helpdesk, ticketId, content),
      ),
    assign: (ticketId, content, at) =>
      write({ operation: 'assign', ticketId, content }, at, (helpdesk) =>
        changeOperation(helpdesk, ticketId, content),
      ),
    update: (ticketId, content, at) =>
      write({ operation: 'update', ticketId, content }, at, (helpdesk) =>
        changeOperation(helpdesk, ticketId, content),
      ),
    handOver: (ticketId, order, at) =>
      write({ operation: 'hand-over', ticketId, content: order }, at, (helpdesk) =>
        handOverOperation({ helpdesk, ticketId, order, language, service, now: clock.now }),
      ),
    purge: ({ limit }) => rows.purge(limit),
    close: async () => {
      await Promise.allSettled([...underWay])
    },
  }
}

const nothingToSay = refuse('text', 'There is nothing to say.', 'missing_field')
