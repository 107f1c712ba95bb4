import { setTimeout } from 'node:timers/promises'
import type { Test } from 'tap'
import { categorySchema } from '../../../schemas/configuration.ts'
import type { Prediction } from '../../../schemas/triage.ts'
import { triageSchema } from '../../../schemas/triage-configuration.ts'
import type { TriageSettings } from '../../../src/triage/settings.ts'
import { createTriageStore } from '../../../src/triage/store/create-triage-store.ts'
import type { TriageEvent } from '../../../src/triage/triage-event.ts'
import type { TriageStore, TriageTicket } from '../../../src/triage/triage-store.ts'
import { createWriter } from '../../../src/triage/write/create-writer.ts'
import type { WriterOptions } from '../../../src/triage/write/writer.ts'
import { createLogLines } from '../../helpdesk/freshdesk/open-test-helpdesk.ts'
import { silent } from '../../ledger/silent.ts'
import { createManualClock, type ManualClock } from '../../manual-clock.ts'
import { openSqliteStore } from '../../tickets/open-sqlite-store.ts'
import { noon } from '../find/open-world.ts'
import { makePrediction } from '../make-prediction.ts'
import { aLeft } from '../store/make-triage.ts'

export const settleMs = 20_000

export const settingsOf = (triage: Record<string, unknown> = {}): TriageSettings => ({
  triage: triageSchema.parse({ mode: 'apply', ...triage }),
  categories: { billing: categorySchema.parse({ group: 'Facturación' }) },
  hasOwnCategories: true,
  language: 'es',
})

/** A writer's world with a real store, on a clock that stands still until it is moved. */
export const openWriting = async (t: Test, clock: ManualClock = createManualClock(noon)) => {
  const store = createTriageStore({ database: await openSqliteStore(t), logger: silent })
  const events: TriageEvent[] = []
  const { logger, lines } = createLogLines()
  let cursor: string | null = null

  /** As a finder would have stored a ticket that is to be written to. */
  const found = async (
    helpdesk: WriterOptions['helpdesk'],
    ticketId: string,
    prediction: Partial<Prediction> = {},
  ): Promise<void> => {
    const read = await helpdesk.readOrigins(ticketId, { lane: 'background' })
    if (!read.ok || read.value === null) throw new Error(`no ticket ${ticketId}`)
    const { ticket } = read.value
    const changedAt = Date.parse(ticket.updatedAt)
    const seen = { ticketId, createdAt: Date.parse(ticket.createdAt), changedAt, left: aLeft() }
    const due = { prediction: makePrediction(prediction), skipped: null, control: false, dueAt: clock.now() }
    const next = `${Number(cursor ?? 0) + 1}`
    const place = { helpdesk: helpdesk.name, expected: cursor, begunAt: 0, next, changedUntil: changedAt }
    const page = { ...place, atEnd: true, now: clock.now(), told: 0, missed: 0 }
    await store.commitPage({ ...page, tickets: [{ ...seen, ...due, outcome: null, endedAt: null }] })
    cursor = next
  }

  const start = (options: Pick<WriterOptions, 'helpdesk'> & Partial<WriterOptions>) => {
    const writer = createWriter({
      ...{ store, settings: settingsOf(), clock, logger, random: () => 0.5, settleMs },
      thresholds: {
        thresholdOf: async () => ({
          ...{ threshold: 0.8, basis: 'assumed', texts: 0 },
          ...{ expected_coverage: null, expected_precision: null },
        }),
      },
      observe: (event) => events.push(event),
      requestTimeoutMs: 2_000,
      ...options,
    })
    t.teardown(() => writer.stop())
    writer.start()
    return writer
  }

  const row = async (ticketId: string): Promise<TriageTicket> => {
    const ticket = await store.find('main', ticketId)
    if (ticket === null) throw new Error(`no row ${ticketId}`)
    return ticket
  }
  const isSettled = async (ticketId: string) => {
    const { state } = await row(ticketId)
    return state === 'done' || state === 'left'
  }
  /** Moves time on until a ticket's write has ended. */
  const settled = async (ticketId: string, stepMs?: number): Promise<TriageTicket> => {
    await moveUntil(clock, () => isSettled(ticketId), stepMs)
    return row(ticketId)
  }
  return { store, clock, events, lines, found, start, row, settled }
}

/** Moves time on in steps until a state has come about; what is under way over sockets takes its real time. */
export const moveUntil = async (
  clock: ManualClock,
  isSo: () => boolean | Promise<boolean>,
  stepMs = 500,
): Promise<void> => {
  for (let steps = 0; !(await isSo()); steps += 1) {
    if (steps > 5_000) throw new Error('It did not come about in time.')
    await clock.advance(stepMs)
    await setTimeout(1)
  }
}

/** A store that is there until `mayStep` says no: then nothing is stored any more, as after a kill. */
export const mortal = (
  store: TriageStore,
  mayStep: () => boolean,
  unavailable: () => Error,
): TriageStore => ({
  ...store,
  step: async (...step) => {
    if (!mayStep()) throw unavailable()
    return store.step(...step)
  },
})
