import { join } from 'node:path'
import type { Test } from 'tap'
import { createBundleStore } from '../../../src/classify/bundles/create-bundle-store.ts'
import type { Beginning } from '../../../src/helpdesk/ticket-desk.ts'
import { systemClock } from '../../../src/ops/clock.ts'
import { createLogger } from '../../../src/ops/create-logger.ts'
import { createLearner, type LearnerOptions } from '../../../src/triage/learn/create-learner.ts'
import type { TriageEvent } from '../../../src/triage/triage-event.ts'
import type { Evidence, TriageTicket } from '../../../src/triage/triage-store.ts'
import { makeTicket } from '../../bridge/scripted-helpdesk.ts'
import { testConfiguration } from '../../start-service.ts'
import { makeTickets } from '../../training/make-tickets.ts'

const kinds: Record<string, string> = { billing: '1', access: '2', orders: '3' }
const groups = Object.entries(kinds).map(([name, id]) => ({ id, name }))

/** Solved tickets of three groups, told by their words; `given` changes what somebody filed one under. */
const solved = (count: number, groupOf: (kind: string, at: number) => string) => {
  const past = makeTickets(count, (kind, at) => ({
    name: `${kind}-${at}`,
    labels: { group: groupOf(kind, at) },
  }))
  return past.map(({ body, labels, name }, at) => ({
    beginning: { from: 'customer', text: body } satisfies Beginning,
    ticket: makeTicket({
      id: name,
      subject: null,
      status: 'solved',
      groupId: kinds[labels.group ?? ''] ?? null,
      type: null,
      priority: null,
      tags: [],
      createdAt: new Date(Date.UTC(2026, 9, 1) + at * 60_000).toISOString(),
      updatedAt: new Date(Date.UTC(2026, 9, 2) + at * 60_000).toISOString(),
    }),
  }))
}

/** A learner over a help desk that answers from memory, with a real store of models and a real thread. */
export const openLearner = (
  t: Test,
  given: Partial<LearnerOptions> & {
    groupOf?: (kind: string, at: number) => string
    written?: TriageTicket[]
    evidence?: Evidence[]
    learning?: Record<string, unknown>
    keep?: string
    classification?: Record<string, unknown>
  } = {},
) => {
  const {
    groupOf = (kind) => kind,
    written = [],
    evidence = [],
    learning = {},
    keep = '3650d',
    classification,
    ...options
  } = given
  const dataDir = t.testdir()
  const config = testConfiguration({
    dataDir,
    helpdeskUrl: 'http://127.0.0.1:1',
    categories: Object.fromEntries(groups.map(({ name }) => [name, { names: [name], group: name }])),
    triage: { keep, learning: { since: '3650d', ...learning } },
    ...(classification === undefined ? {} : { classification }),
  })
  const folder = join(dataDir, 'models')
  const bundles = createBundleStore({ folder, starter: async () => null, onRefused: (why) => t.fail(why) })
  const tickets = solved(14, groupOf)
  const observed: TriageEvent[] = []
  const deeds: string[] = []
  const asked: unknown[] = []
  const learner = createLearner({
    helpdesks: [
      {
        name: 'main',
        availability: () => ({ state: 'open' }),
        listGroups: async () => ({ ok: true, value: groups }),
        listConversation: async () => ({ ok: true, value: null }),
        listChangedSince: async (query) => {
          asked.push(query)
          return {
            ok: true,
            value: {
              tickets: tickets.map(({ ticket }) => ticket),
              beginnings: new Map(tickets.map(({ ticket, beginning }) => [ticket.id, beginning])),
              next: 'end',
              atEnd: true,
            },
          }
        },
      },
    ],
    store: {
      feed: async () => null,
      known: async (_helpdesk, ids) =>
        new Map(written.filter(({ ticketId }) => ids.includes(ticketId)).map((row) => [row.ticketId, row])),
      async *evidence() {
        yield* evidence
      },
    },
    ledger: { list: async () => ({ entries: [], next: null }) },
    bundles,
    config,
    headings: { summary: [], conversation: [], others: [] },
    by: '1.0.0',
    trail: {
      begin: async ({ who, what, subject }) => {
        deeds.push(`${who} ${what} ${subject?.id}`)
        return String(deeds.length)
      },
      end: async (_id, { outcome }) => void deeds.push(outcome),
    },
    workers: 0,
    measureDrift: async () => [],
    clock: systemClock,
    logger: createLogger({ level: 'silent' }),
    observe: (event) => void observed.push(event),
    ...options,
  })
  t.teardown(() => learner.stop())
  return { learner, bundles, config, dataDir, observed, deeds, asked }
}
