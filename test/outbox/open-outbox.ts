import type { Test } from 'tap'
import type { Database } from '../../src/database/database.ts'
import type { Failure } from '../../src/helpdesk/helpdesk.ts'
import { createOutbox } from '../../src/outbox/create-outbox.ts'
import { createOutboxWorker } from '../../src/outbox/create-outbox-worker.ts'
import type { HoldBack } from '../../src/outbox/decide-after-send.ts'
import type { OutboxEvent, OutboxItem, SendOrder } from '../../src/outbox/outbox.ts'
import type { Said, Tickets, WriteOutcome, WritePlace } from '../../src/tickets/tickets.ts'
import { silent } from '../ledger/silent.ts'
import { createManualClock } from '../manual-clock.ts'

export const undoMs = 10_000

export const order = (change: Partial<SendOrder> = {}): SendOrder => ({
  key: 'k1',
  helpdesk: 'main',
  ticketId: '7',
  kind: 'reply',
  text: 'Hola, Marta:\n\nYa está.',
  status: null,
  draft: null,
  who: 'user:ana@example.com',
  ...change,
})

export const said = (messageId: string, statusProblem: string | null = null): WriteOutcome<Said> => ({
  ok: true,
  duplicate: false,
  value: {
    ticketId: '7',
    messageId,
    private: false,
    createdAt: '2026-11-21T00:00:00Z',
    adopted: false,
    statusProblem,
  },
})

export const failedBy = (failure: Failure): WriteOutcome<Said> => ({
  ok: false,
  refusal: { kind: 'failed', failure },
})

export const unavailable: Failure = { kind: 'unavailable', message: 'It is away.', status: 503, code: null }

export const unknown: WriteOutcome<Said> = {
  ok: false,
  refusal: { kind: 'unknown-outcome', failure: unavailable, retryAfterMs: 45_000 },
}

/** An outbox over a store, with ticket operations that answer what a test says, once each in turn. */
export const openOutbox = (t: Test, database: Database) => {
  const clock = createManualClock(Date.UTC(2026, 10, 21))
  const outbox = createOutbox({ database, undoMs, clock })
  const asked: { ticketId: string; text: string; key: string | null; kind: 'reply' | 'note' }[] = []
  const events: OutboxEvent[] = []
  let answer: (count: number) => Promise<WriteOutcome<Said>> = async (count) => said(`m${count}`)

  let look: (item: OutboxItem) => HoldBack | null = () => null

  const speak =
    (kind: 'reply' | 'note') =>
    async (ticketId: string, { text }: { text: string }, { key }: WritePlace) => {
      asked.push({ ticketId, text, key, kind })
      return answer(asked.length)
    }
  const tickets: Pick<Tickets, 'reply' | 'note'> = { reply: speak('reply'), note: speak('note') }

  const createWorker = (owner: string, given: Pick<Tickets, 'reply' | 'note'> = tickets) => {
    const worker = createOutboxWorker({
      ...{ database, outbox, tickets: given, clock, logger: silent, owner },
      random: () => 0.5,
      look: async (item) => look(item),
      observe: (event) => events.push(event),
    })
    t.teardown(() => worker.stop())
    return worker
  }

  return {
    clock,
    outbox,
    asked,
    events,
    tickets,
    createWorker,
    lookBy: (given: typeof look) => {
      look = given
    },
    answerWith: (given: typeof answer) => {
      answer = given
    },
    /** Lets time go by in small steps until something is so. */
    until: async (isSo: () => boolean | Promise<boolean>, stepMs = 1_000) => {
      for (let steps = 0; !(await isSo()); steps++) {
        if (steps > 3_000) throw new Error('It did not come to be.')
        await clock.advance(stepMs)
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
    },
    stateOf: async (id: string) => (await outbox.find(id))?.state,
  }
}
