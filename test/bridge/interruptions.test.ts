import t from 'tap'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { LedgerUnavailable } from '../../src/ledger/ledger-unavailable.ts'
import { systemClock } from '../../src/ops/clock.ts'
import { makeClassification } from './make-handoff.ts'
import { createScriptedHelpdesk } from './scripted-helpdesk.ts'
import { openLedger, putHandoff, quickDelivery, startBridge, until } from './start-bridge.ts'

const never = new Promise<void>(() => {})
const shortLease = { ...quickDelivery, lease: 150 }

t.test('a stop lets a write under way finish and takes nothing more', async (t) => {
  const { put, desk, bridge, ledger } = await startBridge(t, { concurrency: 1 })
  let answer = () => {}
  desk.script('createTicket', {
    kind: 'hang',
    until: new Promise<void>((resolve) => {
      answer = resolve
    }),
  })
  const first = await put()
  const second = await put({ requester: { email: 'b@example.org', phone: null, name: null } })
  await until(() => desk.calls.length === 1)
  const stopped = bridge.stop({ deadlineMs: 5000 })
  answer()
  t.same(await stopped, { left: 0 })
  t.match(await ledger.find(first), { state: 'delivered' })
  t.match(await ledger.find(second), { state: 'received', attempts: 0 })
})

t.test('a stop gives back what was not sent yet, as no failure of the hand-off', async (t) => {
  const { put, desk, bridge, ledger } = await startBridge(t)
  desk.script('createTicket', { kind: 'hold', until: never })
  const id = await put()
  await until(() => desk.calls.length === 1)
  t.same(await bridge.stop({ deadlineMs: 5000 }), { left: 0 })
  t.match(await ledger.find(id), { state: 'waiting', failures: 0, write: null })
  t.equal(desk.tickets.length, 0)
})

t.test(
  'a write that does not end by the deadline stays marked, and the next worker finds its ticket',
  async (t) => {
    const ledger = await openLedger(t)
    const desk = createScriptedHelpdesk()
    let answer = () => {}
    desk.script('createTicket', {
      kind: 'hang',
      until: new Promise<void>((resolve) => {
        answer = resolve
      }),
    })
    // Its answer never reaches the ledger: the process is gone by then.
    const gone: Ledger = { ...ledger, complete: async () => false, renew: async () => true }
    const first = await startBridge(t, { ledger: gone, desk, config: { delivery: shortLease } })
    const id = await putHandoff(ledger)
    await until(() => desk.calls.length === 1)
    t.same(await first.bridge.stop({ deadlineMs: 10 }), { left: 1 })
    t.match(await ledger.find(id), { write: { kind: 'create' } })
    answer()
    const second = await startBridge(t, { ledger, desk, owner: 'worker-2', config: { delivery: shortLease } })
    t.match(await second.settled(id), { state: 'delivered', ticket: { id: '1' }, flags: [] })
    t.equal(desk.tickets.length, 1)
  },
)

t.test('start and stop may be repeated, and a stop before the start is an end too', async (t) => {
  const { bridge, put, ledger } = await startBridge(t)
  bridge.start()
  await bridge.stop({ deadlineMs: 100 })
  t.same(await bridge.stop({ deadlineMs: 100 }), { left: 0 })
  bridge.start()
  const id = await put()
  t.match(await ledger.find(id), { state: 'received' })
  const other = await startBridge(t, { ledger, started: false })
  t.same(await other.bridge.stop({ deadlineMs: 100 }), { left: 0 })
})

t.test('a worker that loses its lease sends nothing and settles nothing', async (t) => {
  const ledger = await openLedger(t)
  let notice = () => {}
  const noticed = new Promise<void>((resolve) => {
    notice = resolve
  })
  const deaf: Ledger = {
    ...ledger,
    renew: async () => {
      notice()
      return false
    },
  }
  const { desk, events, lines } = await startBridge(t, {
    ledger: deaf,
    config: { delivery: shortLease },
    classifier: {
      classify: async () => {
        await noticed
        await new Promise((resolve) => setImmediate(resolve))
        return makeClassification()
      },
    },
  })
  await putHandoff(ledger)
  await until(() => events.some((event) => event.kind === 'attempt' && event.outcome === 'lost'))
  t.equal(desk.calls.length, 0)
  t.ok(lines.some(({ line }) => line.includes('lease lost')))
})

t.test('a mark that is refused keeps the request from being sent', async (t) => {
  const ledger = await openLedger(t)
  let refused = 0
  const other: Ledger = {
    ...ledger,
    markWrite: async (claim, mark) => (refused++ === 0 ? false : ledger.markWrite(claim, mark)),
  }
  const { desk, settled } = await startBridge(t, { ledger: other, config: { delivery: shortLease } })
  const id = await putHandoff(ledger)
  t.match(await settled(id), { state: 'delivered', attempts: 2 })
  t.equal(desk.calls.length, 1)
})

t.test('two workers on one ledger deliver each hand-off once, though one of them dies', async (t) => {
  const ledger = await openLedger(t)
  const desk = createScriptedHelpdesk()
  const dying: Ledger = {
    ...ledger,
    complete: async () => false,
    renew: async () => false,
  }
  const quick = { ...shortLease, settle: 40 }
  const config = { delivery: quick, requestTimeoutMs: 20 }
  const ids: string[] = []
  for (let at = 0; at < 12; at++) {
    ids.push(
      await putHandoff(ledger, { requester: { email: `p${at}@example.org`, phone: null, name: null } }),
    )
  }
  const first = await startBridge(t, { ledger: dying, desk, owner: 'dying', config, concurrency: 3 })
  await until(() => desk.tickets.length >= 3)
  await first.bridge.stop({ deadlineMs: 0 })
  const second = await startBridge(t, { ledger, desk, owner: 'alive', config })
  for (const id of ids) t.match(await second.settled(id), { state: 'delivered', flags: [] })
  t.equal(desk.tickets.length, 12)
})

t.test('a ledger that is away pauses the worker, which goes on by itself', async (t) => {
  const ledger = await openLedger(t)
  let away = true
  const shaky: Ledger = {
    ...ledger,
    claim: async (request) => {
      if (away) throw new LedgerUnavailable('disk-full', 'Free some space.')
      return ledger.claim(request)
    },
  }
  const { events, desk, settled } = await startBridge(t, { ledger: shaky })
  const id = await putHandoff(ledger)
  await until(() => events.some((event) => event.kind === 'ledger-unavailable' && event.code === 'disk-full'))
  away = false
  t.match(await settled(id), { state: 'delivered', attempts: 1 })
  t.equal(desk.tickets.length, 1)
})

t.test('a ticket that was made is told to the ledger until it listens', async (t) => {
  const ledger = await openLedger(t)
  let refused = 0
  const shaky: Ledger = {
    ...ledger,
    complete: async (claim, result) => {
      if (refused++ < 2) throw new LedgerUnavailable('locked', 'Wait.')
      return ledger.complete(claim, result)
    },
  }
  const { desk, settled } = await startBridge(t, { ledger: shaky })
  t.match(await settled(await putHandoff(ledger)), { state: 'delivered', attempts: 1 })
  t.equal(desk.calls.length, 1)
})

t.test('if it never listens, the lease runs out and the ticket is adopted', async (t) => {
  const ledger = await openLedger(t)
  let broken = true
  const fail = async () => {
    throw new LedgerUnavailable('read-only', 'Remount.')
  }
  const shaky: Ledger = {
    ...ledger,
    complete: (claim, result) => (broken ? fail() : ledger.complete(claim, result)),
    renew: (claim, leaseMs) => (broken ? fail() : ledger.renew(claim, leaseMs)),
  }
  const { desk, settled, events } = await startBridge(t, { ledger: shaky, config: { delivery: shortLease } })
  const id = await putHandoff(ledger)
  await until(() => events.some((event) => event.kind === 'attempt' && event.outcome === 'lost'))
  broken = false
  t.match(await settled(id), { state: 'delivered', ticket: { id: '1' }, flags: [] })
  t.equal(desk.tickets.length, 1)
})

t.test('a ledger that fails in the middle of an attempt gives the hand-off back', async (t) => {
  const ledger = await openLedger(t)
  let failures = 0
  const shaky: Ledger = {
    ...ledger,
    recentlyDelivered: async (query) => {
      if (failures++ === 0) throw new LedgerUnavailable('locked', 'Wait.')
      return ledger.recentlyDelivered(query)
    },
  }
  const { settled, events } = await startBridge(t, { ledger: shaky })
  t.match(await settled(await putHandoff(ledger)), { state: 'delivered', attempts: 2, failures: 0 })
  t.ok(events.some(({ kind }) => kind === 'ledger-unavailable'))
})

t.test('a hand-off that breaks us is tried ten times, then parked, and holds nobody up', async (t) => {
  const { put, settled, desk, events, ledger } = await startBridge(t, {
    concurrency: 1,
    config: { delivery: { ...quickDelivery, settle: 1, retryCeiling: 5 } },
    classifier: {
      classify: async ({ text }) => {
        if (text === 'poison') throw new TypeError('a defect')
        return makeClassification()
      },
    },
  })
  const poison = await put({ summary: 'poison' })
  const other = await put({ requester: { email: 'b@example.org', phone: null, name: null } })
  t.match(await settled(other), { state: 'delivered' })
  t.match(await settled(poison), { state: 'parked', attempts: 10, why: /10 attempts/ })
  t.equal(desk.tickets.length, 1)
  t.equal(events.filter((event) => event.kind === 'attempt' && event.outcome === 'defect').length, 10)
  await ledger.release(poison, 'eva')
  await until(async () => ((await ledger.find(poison))?.attempts ?? 0) > 11)
})

t.test('a defect while a write was under way is settled like a lost answer', async (t) => {
  const { put, settled, desk } = await startBridge(t)
  desk.script('createTicket', { kind: 'throw' })
  t.match(await settled(await put()), { state: 'delivered', attempts: 2, writes: 2 })
  t.same(
    desk.calls.map(({ verb }) => verb),
    ['createTicket', 'findByMarker', 'createTicket', 'findByMarker'],
  )
})

t.test('a hand-off over which workers keep dying is parked', async (t) => {
  const ledger = await openLedger(t)
  const id = await putHandoff(ledger)
  for (let death = 0; death < 11; death++) {
    await until(async () => {
      const claims = await ledger.claim({ helpdesk: 'main', owner: `w${death}`, limit: 1, leaseMs: 1 })
      return claims.length > 0
    })
  }
  const { settled, desk } = await startBridge(t, { ledger })
  t.match(await settled(id), { state: 'parked', why: /stopped 11 times/ })
  t.equal(desk.calls.length, 0)
})

t.test('after five deaths its files are left alone', async (t) => {
  const ledger = await openLedger(t)
  const id = await putHandoff(ledger, {
    attachments: [{ url: 'https://files.example/bomb.zip', name: null }],
  })
  for (let death = 0; death < 6; death++) {
    await until(async () => {
      const claims = await ledger.claim({ helpdesk: 'main', owner: `w${death}`, limit: 1, leaseMs: 1 })
      return claims.length > 0
    })
  }
  const { settled, desk } = await startBridge(t, { ledger })
  t.match(await settled(id), { state: 'delivered' })
  t.match(desk.tickets[0]?.html, 'bomb.zip: no se descargan archivos')
})

t.test('a worker that cannot even settle logs it and goes on', async (t) => {
  const ledger = await openLedger(t)
  let failures = 0
  const broken: Ledger = {
    ...ledger,
    complete: async (claim, result) => {
      if (failures++ === 0) throw new TypeError('a defect of the ledger')
      return ledger.complete(claim, result)
    },
  }
  const { desk, lines, settled } = await startBridge(t, { ledger: broken, config: { delivery: shortLease } })
  const id = await putHandoff(ledger)
  await until(() => lines.some(({ line }) => line.includes('could not be settled')))
  t.match(await settled(id), { state: 'delivered' })
  t.equal(desk.tickets.length, 1)
})

t.test('a clock that is set forward while a write is under way makes no second ticket', async (t) => {
  let ahead = 0
  const clock = { ...systemClock, now: () => systemClock.now() + ahead }
  const ledger = await openLedger(t, clock)
  let answer = () => {}
  const desk = createScriptedHelpdesk()
  desk.script('createTicket', {
    kind: 'hang',
    until: new Promise<void>((resolve) => {
      answer = resolve
    }),
  })
  const { put, settled } = await startBridge(t, { ledger, desk, clock, config: { requestTimeoutMs: 100 } })
  const id = await put()
  await until(() => desk.calls.length === 1)
  ahead = 3_600_000
  // Rings the bell, as any hand-off does that comes in.
  await settled(await put({ requester: { email: 'b@example.org', phone: null, name: null } }))
  await until(async () => (await ledger.find(id))?.state === 'waiting')
  answer()
  t.match(await settled(id), { state: 'delivered' })
  t.equal(desk.tickets.filter(({ html }) => html.includes(id)).length, 1)
})
