import t, { type Test } from 'tap'
import { openDatabase } from '../../src/database/open-database.ts'
import { createLedger } from '../../src/ledger/create-ledger.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { makeClassification } from '../bridge/make-handoff.ts'
import { startBridge } from '../bridge/start-bridge.ts'
import { filesHarness } from '../contract/files-harness.ts'
import { freshdeskHarness } from '../contract/freshdesk-harness.ts'
import { got, lane } from '../contract/got.ts'
import { zendeskHarness } from '../contract/zendesk-harness.ts'
import { anEntry, filed } from '../ledger/new-entry.ts'
import { openSqliteLedger } from '../ledger/open-sqlite-ledger.ts'
import { silent } from '../ledger/silent.ts'
import { createShiftedClock, dayMs, openReviewer, scriptReads } from './open-reviewer.ts'

/** Outcomes as they were counted, with how often. */
const counted = async (ledger: Ledger) =>
  Object.fromEntries((await ledger.countKept(0)).map(({ outcome, tickets }) => [outcome, tickets]))

/** Hand-offs that became these tickets. */
const deliverAs = async (ledger: Ledger, ids: string[], helpdesk = 'main'): Promise<void> => {
  for (const id of ids) {
    await ledger.put(anEntry(id, { helpdesk }))
    const [claim] = await ledger.claim({ helpdesk, owner: 'worker', limit: 1, leaseMs: 60_000 })
    if (claim === undefined) throw new Error('not claimed')
    const ticket = { id, url: `https://desk.example/${id}`, action: 'created' as const }
    await ledger.complete(claim, { ticket, flags: [], why: 'created', filed })
  }
}

const open = async (t: Test, tickets: string[], desk = scriptReads()) => {
  const { clock, later } = createShiftedClock()
  const dataDir = t.testdir()
  const { ledger } = await openSqliteLedger(t, { dataDir, clock })
  await deliverAs(ledger, tickets)
  later(dayMs)
  const start = (over: { ledger?: Ledger } = {}) =>
    openReviewer(t, { ledger, now: clock.now, helpdesks: new Map([['main', desk]]), ...over })
  return { ledger, desk, later, start, dataDir, clock }
}

for (const harness of [freshdeskHarness, zendeskHarness, filesHarness]) {
  t.test(`${harness.vendor}: tells what agents kept from what they changed`, async (t) => {
    const { helpdesk, account, seed } = await harness.open(t)
    const { clock, later } = createShiftedClock()
    const { ledger } = await openSqliteLedger(t, { dataDir: t.testdir(), clock })
    const [type, otherType] = account.types ?? ['Pregunta', 'Incidencia']
    const classification = makeClassification({ type, group: account.groups.support.name, decidedBy: 'bot' })
    const bridge = await startBridge(t, {
      ledger,
      helpdesk,
      classifier: { classify: async () => classification },
      config: { requestTimeoutMs: 20_000 },
    })
    const deliver = async (name: string) => {
      const requester = { email: `${name}@example.org`, phone: null, name }
      const { ticket } = await bridge.settled(await bridge.put({ requester }))
      if (ticket === null) throw new Error('no ticket')
      return ticket.id
    }
    const [solved, retyped, moved, removed] = [
      await deliver('solved'),
      await deliver('retyped'),
      await deliver('moved'),
      await deliver('removed'),
    ]
    await bridge.bridge.stop({ deadlineMs: 1000 })
    seed.edit(solved, { status: 'solved' })
    seed.remove(removed)
    got(await helpdesk.change(retyped, { type: otherType }, lane))
    got(await helpdesk.assign(moved, { group: account.groups.billing.id }, lane))

    const { round, events } = openReviewer(t, {
      ledger,
      now: clock.now,
      helpdesks: new Map([['main', helpdesk]]),
    })
    await round()
    t.same(await counted(ledger), {}, 'nothing is due yet')
    later(dayMs)
    await round()
    t.same(await counted(ledger), { kept: 1, untold: 1 }, 'the others are open and may be changed yet')
    later(6 * dayMs)
    await round()
    t.same(await counted(ledger), { kept: 1, untold: 1, changed: 2 })
    await round()
    t.same(await counted(ledger), { kept: 1, untold: 1, changed: 2 }, 'once each')
    t.match(events.at(-1), { source: 'botpress', decidedBy: 'bot', category: 'access', outcome: 'changed' })
    t.equal(events.length, 4)
  })
}

t.test('asks in the lane behind all others, and nothing when nothing is due', async (t) => {
  const { desk, start, later, ledger } = await open(t, ['1', '2'])
  const { round } = start()
  await round()
  t.same(desk.asked.toSorted(), ['1', '2'])
  t.same([...desk.lanes], ['background'])
  later(30 * dayMs)
  await round()
  t.equal(desk.asked.length, 2)
  t.same(await counted(ledger), { kept: 2 })
})

t.test('leaves a help desk alone that is away or limits us, and comes back later', async (t) => {
  const tickets = Array.from({ length: 30 }, (_, at) => String(at))
  const away = { kind: 'unavailable', message: 'away', status: 503, code: null } as const
  const answers = Object.fromEntries(tickets.map((id) => [id, away]))
  const { desk, start, later, ledger } = await open(t, tickets, scriptReads(answers))
  const { round } = start()
  desk.state = { state: 'shut', reason: 'outage', since: 0, until: null, why: 'outage' }
  await round()
  t.equal(desk.asked.length, 0, 'it is known to be away')
  desk.state = { state: 'open' }
  await round()
  t.ok(desk.asked.length <= 2, 'no more than went at the same time')
  const [first] = desk.asked
  desk.asked.length = 0
  for (const id of tickets) delete answers[id]
  await round()
  t.notOk(desk.asked.includes(first ?? ''), 'that one has to wait for an hour')
  t.same(await counted(ledger), { kept: desk.asked.length })
  later(3_600_000)
  await round()
  t.same(await counted(ledger), { kept: 30 })
})

t.test(
  'goes on with the others when one ticket may not be read, and gives it up after a month',
  async (t) => {
    const forbidden = { kind: 'forbidden', message: 'no', status: 403, code: null } as const
    const { desk, start, later, ledger } = await open(t, ['1', '2'], scriptReads({ 1: forbidden }))
    const { round, events } = start()
    await round()
    t.same(await counted(ledger), { kept: 1 })
    await round()
    t.equal(desk.asked.length, 2, 'not again at once')
    later(dayMs)
    await round()
    t.equal(desk.asked.length, 3)
    later(29 * dayMs)
    await round()
    t.same(await counted(ledger), { kept: 1, untold: 1 })
    t.equal(events.length, 2)
  },
)

t.test('gives up after a month what is of a help desk that is gone', async (t) => {
  const { start, later, ledger } = await open(t, [])
  await deliverAs(ledger, ['9'], 'former')
  const { round } = start()
  later(29 * dayMs)
  await round()
  t.same(await counted(ledger), {})
  later(dayMs + 3_600_000)
  await round()
  t.same(await counted(ledger), { untold: 1 })
})

t.test('an end in the middle loses nothing, and nothing counts twice', async (t) => {
  const desk = scriptReads()
  const { start, dataDir, clock, ledger } = await open(t, ['1', '2', '3', '4', '5'], desk)
  const answer = desk.getTicket
  const hold = new AbortController()
  // The third waits for its turn until it is told to stop, as in a budget that is spent.
  desk.getTicket = async (id, options) => {
    if (desk.asked.length < 2) return answer(id, options)
    desk.asked.push(id)
    await new Promise<void>((resolve) => {
      options.signal?.addEventListener('abort', () => resolve())
      if (options.signal?.aborted === true) resolve()
      hold.abort()
    })
    return { ok: false, failure: { kind: 'held', message: 'Stopped.', retryAt: null } }
  }
  const first = start()
  const held = new Promise<void>((resolve) => hold.signal.addEventListener('abort', () => resolve()))
  first.begin()
  await held
  await first.reviewer.stop()
  t.notOk(first.isPlanned(), 'nothing is planned any more')
  t.same(await counted(ledger), { kept: 2 })

  desk.getTicket = answer
  const database = await openDatabase({ dataDir, exclusive: false, logger: silent })
  const again = createLedger({ database, clock, logger: silent })
  t.teardown(() => again.close())
  // Two at once, as when a replica was frozen and another one has taken over.
  const [one, other] = [start(), start({ ledger: again })]
  await Promise.all([one.round(), other.round()])
  t.same(await counted(ledger), { kept: 5 })
  t.equal(first.events.length + one.events.length + other.events.length, 5)
})

t.test('a store that is away is waited for', async (t) => {
  const { start, ledger } = await open(t, ['1'])
  const away = createLedger({
    database: await openDatabase({ dataDir: t.testdir(), exclusive: false, logger: silent }),
    clock: createShiftedClock().clock,
    logger: silent,
  })
  await away.close()
  const { round, events, lines } = start({ ledger: away })
  await round()
  await round()
  t.equal(events.length, 0)
  t.notOk(lines.some(({ level }) => level === 'error'))
  t.same(await counted(ledger), {})
})

t.test('a defect with one ticket is told, and keeps nothing from the others', async (t) => {
  const { desk, start, ledger, later } = await open(t, ['1', '2', '3'])
  const answer = desk.getTicket
  desk.getTicket = async (id, options) => {
    if (id === '1') throw new TypeError('a defect')
    return answer(id, options)
  }
  const { round, lines } = start()
  await round()
  t.match(
    lines.filter(({ level }) => level === 'error').map(({ line }) => line),
    [/TypeError: a defect/],
  )
  t.same(await counted(ledger), { kept: 2 })
  desk.getTicket = answer
  later(dayMs)
  await round()
  t.same(await counted(ledger), { kept: 3 })
})
