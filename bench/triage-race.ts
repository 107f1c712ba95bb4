// Agents set a group and a type while triage writes to the same tickets: half of them in the moment between our read and our
// write, the others at any moment. What a person set has to stand in the end, on every ticket.
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import { categorySchema, helpdeskSchema } from '../schemas/configuration.ts'
import { triageSchema } from '../schemas/triage-configuration.ts'
import type { TriageThreshold } from '../schemas/triage-report.ts'
import { openDatabase } from '../src/database/open-database.ts'
import type { Helpdesk } from '../src/helpdesk/helpdesk.ts'
import { openHelpdesks } from '../src/helpdesk/registry.ts'
import { systemClock } from '../src/ops/clock.ts'
import { createRandom } from '../src/sandbox/faults/create-random.ts'
import { readEvent } from '../src/triage/events/read-event.ts'
import { createTriageStore } from '../src/triage/store/create-triage-store.ts'
import type { TriageStore } from '../src/triage/triage-store.ts'
import { createWriter } from '../src/triage/write/create-writer.ts'
import { openRaceDesk, type RaceVendor } from './race-desk.ts'

export interface RaceFigures {
  tickets: number
  /** Where we wrote at least something. */
  written: number
  /** Values of agents that a write of ours covered and that were put back. */
  mended: number
  /** Tickets on which an agent's value is not there in the end. */
  overwritten: number
  seconds: number
}

export interface RaceOptions {
  vendor: RaceVendor
  tickets: number
  /** The help desk tells of changes by events. Freshdesk. */
  events: boolean
  seed?: number
  onProgress?: (done: number) => void
}

const lane = { lane: 'background' } as const
const silent = pino({ level: 'silent' })
/** About as long as the writer needs for a ticket, so that edits at any moment meet it at work. */
const msATicket = 8
const longestMs = 300_000

export const measureTriageRace = async (options: RaceOptions): Promise<RaceFigures> => {
  const { tickets, seed = 1, onProgress = () => {} } = options
  const folder = await mkdtemp(join(tmpdir(), 'relevo-race-'))
  const database = await openDatabase({ dataDir: folder, exclusive: true, logger: silent })
  const store = createTriageStore({ database, logger: silent })
  let poke = () => {}
  const receiver = await receiveEvents(store, () => poke())
  const desk = await openRaceDesk({
    vendor: options.vendor,
    folder: join(folder, 'tickets'),
    hook: options.events ? receiver.url : null,
  })
  const settings = helpdeskSchema.parse(desk.settings)
  const helpdesk = openHelpdesks(
    { helpdesks: { main: settings } },
    { clock: systemClock, logger: silent },
  ).get('main')
  if (helpdesk === undefined) throw new Error('There is no help desk.')
  let mended = 0
  try {
    const ids: string[] = []
    for (let number = 0; number < tickets; number += 1) ids.push(await desk.write(number))
    await store.commitPage(await pageOf(helpdesk, ids))

    const random = createRandom(seed)
    const edits = ids.map((id, index) => {
      if (index % 2 === 0) return desk.editInBetween(id)
      return pause(random() * (2_000 + ids.length * msATicket)).then(() => desk.edit(id))
    })
    const startedAt = performance.now()
    const writer = createWriter({
      helpdesk: desk.through(helpdesk),
      store,
      settings: raceSettings,
      thresholds: { thresholdOf: async () => sure },
      clock: systemClock,
      logger: silent,
      random: Math.random,
      observe: ({ kind }) => {
        if (kind === 'mended') mended += 1
      },
      settleMs: 5_000,
      requestTimeoutMs: 10_000,
    })
    poke = () => writer.poke()
    writer.start()
    await Promise.all(edits)
    await settle(store, ids, onProgress)
    const overwritten = async (): Promise<number> =>
      (await Promise.all(ids.map((id) => desk.stands(id)))).filter((stands) => !stands).length
    // What is still to be put back has half a minute.
    for (let waits = 0; options.events && waits < 60 && (await overwritten()) > 0; waits += 1)
      await pause(500)
    await writer.stop()
    const rows = await store.known('main', ids)
    return {
      tickets,
      written: [...rows.values()].filter(({ state }) => state === 'done').length,
      mended,
      overwritten: await overwritten(),
      seconds: (performance.now() - startedAt) / 1000,
    }
  } finally {
    await helpdesk.close()
    await desk.close()
    await receiver.close()
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const raceSettings = {
  triage: triageSchema.parse({ mode: 'apply' }),
  categories: { billing: categorySchema.parse({ group: 'Billing' }) },
  hasOwnCategories: true,
  language: 'en',
}

const sure: TriageThreshold = {
  threshold: 0.5,
  basis: 'assumed',
  texts: 0,
  expected_coverage: null,
  expected_precision: null,
}

/** As a finder would have stored them, all due now. */
const pageOf = async (helpdesk: Helpdesk, ids: readonly string[]) => {
  const prediction = {
    ...({
      category: 'billing',
      isDecided: true,
      confidence: 0.99,
      decidedBy: 'model',
      runnerUp: null,
    } as const),
    ...{ model: 'starter', language: 'en', priorityConfidence: null, tags: ['invoice'], reasons: [] },
    values: { group: 'Billing', priority: null, type: 'Problem' },
  }
  const left = { status: 'open', group: null, priority: null, type: null, category: null } as const
  const tickets = await Promise.all(
    ids.map(async (ticketId) => {
      const read = await helpdesk.getTicket(ticketId, lane)
      const changedAt = read.ok && read.value !== null ? Date.parse(read.value.updatedAt) : 0
      const seen = { ticketId, createdAt: changedAt, changedAt, left, prediction, skipped: null }
      return { ...seen, control: false, dueAt: Date.now(), outcome: null, endedAt: null }
    }),
  )
  const place = { helpdesk: 'main', expected: null, begunAt: 0, next: '1', changedUntil: 0, atEnd: true }
  return { ...place, now: Date.now(), tickets, told: 0, missed: 0 }
}

/** Until the write of each has ended. */
const settle = async (
  store: TriageStore,
  ids: readonly string[],
  onProgress: (done: number) => void,
): Promise<void> => {
  const until = Date.now() + longestMs
  for (;;) {
    let ended = 0
    for (let at = 0; at < ids.length; at += 1_000) {
      const rows = await store.known('main', ids.slice(at, at + 1_000))
      ended += [...rows.values()].filter(({ state }) => state === 'done' || state === 'left').length
    }
    onProgress(ended)
    if (ended === ids.length) return
    if (Date.now() > until) throw new Error(`Only ${ended} of ${ids.length} have ended.`)
    await pause(100)
  }
}

/** What stands behind `POST /webhooks/freshdesk`. */
const receiveEvents = async (store: TriageStore, onHint: () => void) => {
  const server = createServer(async (request, response) => {
    const bytes = Buffer.concat(await request.toArray())
    const event = readEvent(request.headers, bytes)
    if (event.kind === 'ticket') {
      const { ticketId, changes } = event
      await store.putHint({ helpdesk: 'main', ticketId, toldAt: Date.now(), changes })
      onHint()
    }
    response.end('{"ok":true}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
