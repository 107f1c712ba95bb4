import type { Test } from 'tap'
import type { Helpdesk } from '../../src/helpdesk/helpdesk.ts'
import type { Read, Write } from '../../src/helpdesk/outcome.ts'
import { got, lane } from './got.ts'
import { type HelpdeskHarness, phases } from './harness.ts'

const requester = { email: 'marta@example.com', phone: null, name: 'Marta' }

/** Every write of the door, on a ticket that is there. */
const writesOf = (helpdesk: Helpdesk, id: string): Record<string, () => Promise<Write<unknown>>> => ({
  createTicket: () =>
    helpdesk.createTicket(
      {
        requester,
        subject: 'Otro',
        describe: () => '<p>Otro</p>',
        status: 'open',
        priority: null,
        type: null,
        group: null,
        agent: null,
        product: null,
        tags: [],
        customFields: {},
        files: [],
      },
      lane,
    ),
  addAsCustomer: () => helpdesk.addAsCustomer(id, { requester, html: '<p>más</p>', files: [] }, lane),
  addNote: () => helpdesk.addNote(id, { html: '<p>nota</p>', private: true }, lane),
  reply: () => helpdesk.reply(id, { html: '<p>respuesta</p>', status: 'solved' }, lane),
  note: () => helpdesk.note(id, { html: '<p>nota</p>' }, lane),
  assign: () => helpdesk.assign(id, { group: 'Soporte' }, lane),
  change: () => helpdesk.change(id, { addTags: ['x'], priority: 'high' }, lane),
})

const readsOf = (helpdesk: Helpdesk, id: string): Record<string, () => Promise<Read<unknown>>> => ({
  getTicket: () => helpdesk.getTicket(id, lane),
  findTickets: () => helpdesk.findTickets({ requesterEmail: requester.email, limit: 5 }, lane),
  searchTickets: () => helpdesk.findTickets({ status: ['open'], limit: 5 }, lane),
  listConversation: () => helpdesk.listConversation(id, { limit: 5 }, lane),
  readOrigins: () => helpdesk.readOrigins(id, lane),
  latestCustomerMessage: () => helpdesk.latestCustomerMessage(id, lane),
  findPerson: () => helpdesk.findPerson({ email: requester.email }, lane),
  ...(helpdesk.capabilities.changes === 'none'
    ? {}
    : { listChangedSince: () => helpdesk.listChangedSince({ since: 0 }, lane) }),
})

export const testFaults = async (t: Test, harness: HelpdeskHarness): Promise<void> => {
  t.test('a write that breaks has had no effect or an unknown one, and is never repeated', async (t) => {
    for (const phase of phases) {
      const { helpdesk, seed, look, faults } = await harness.open(t, { requestTimeoutMs: 1_500 })
      if (faults === null) return
      const writes = Object.entries(writesOf(helpdesk, ''))
      const ids = writes.map(() => seed.ticket())
      // What the account looks like is known by then: only the writes themselves are to break.
      got(await helpdesk.fieldSchema(lane))
      got(await helpdesk.listGroups(lane))
      await faults.on(phase, 'writes')
      const [tickets, calls] = [look.tickets(), look.calls().writes]
      await Promise.all(
        writes.map(async ([name], index) => {
          const write = writesOf(helpdesk, ids[index] ?? '')[name]
          const outcome = await write?.()
          const effect = phase === 'before-connect' ? 'none' : 'unknown'
          t.match(outcome, { effect, failure: { kind: 'unavailable', message: /\S/ } }, `${phase}: ${name}`)
        }),
      )
      const isSent = phase !== 'before-connect'
      t.equal(look.calls().writes - calls, isSent ? writes.length : 0, `${phase}: one call for each write`)
      const isDone = isSent && phase !== 'before-work'
      t.equal(look.tickets() - tickets, isDone ? 1 : 0, `${phase}: tickets`)
      const said = ids.reduce((sum, id) => sum + look.messages(id).length, 0)
      t.equal(said, isDone ? 4 : 0, `${phase}: messages`)
      await faults.clear()
    }
  })

  t.test('a read that breaks says so', async (t) => {
    for (const phase of phases.filter((phase) => phase !== 'silence' && phase !== 'after-send')) {
      const { helpdesk, seed, faults } = await harness.open(t)
      if (faults === null) return
      const reads = readsOf(helpdesk, seed.ticket())
      await faults.on(phase, 'reads')
      for (const [name, read] of Object.entries(reads)) {
        t.match(await read(), { ok: false, failure: { kind: 'unavailable' } }, `${phase}: ${name}`)
      }
      await faults.clear()
      for (const [name, read] of Object.entries(reads))
        t.match(await read(), { ok: true }, `${phase}: ${name} again`)
    }
  })

  t.test('limits and refusals are told apart, and have had no effect', async (t) => {
    const { helpdesk, seed, look, faults } = await harness.open(t)
    if (faults === null) return
    const id = seed.ticket()
    const expectations = [
      ['rate-limited', () => faults.limit(7, 'writes')],
      ['forbidden', () => faults.refuse('forbidden', 'writes')],
      ['credentials', () => faults.refuse('credentials', 'writes')],
    ] as const
    for (const [kind, begin] of expectations) {
      begin()
      for (const [name, write] of Object.entries(writesOf(helpdesk, id))) {
        const outcome = await write()
        t.match(outcome, { effect: 'none', failure: { kind, message: /\S/ } }, `${kind}: ${name}`)
        if (outcome.effect === 'none' && outcome.failure.kind === 'rate-limited') {
          const waitMs = outcome.failure.retryAt - Date.now()
          t.ok(waitMs > 1_000 && waitMs < 60_000, `${waitMs} ms`)
        }
      }
      await faults.clear()
    }
    faults.limit(7, 'reads')
    for (const [name, read] of Object.entries(readsOf(helpdesk, id))) {
      t.match(await read(), { ok: false, failure: { kind: 'rate-limited' } }, name)
    }
    t.equal(look.messages(id).length, 0)
    t.equal(look.tickets(), 1)
  })

  t.test('credentials that may only read can read, and are told what they may not', async (t) => {
    const { helpdesk, seed, look } = await harness.open(t, { permissions: 'read' })
    const id = seed.ticket()
    for (const [name, read] of Object.entries(readsOf(helpdesk, id)))
      t.match(await read(), { ok: true }, name)
    for (const [name, write] of Object.entries(writesOf(helpdesk, id))) {
      t.match(await write(), { effect: 'none', failure: { kind: 'forbidden', message: /\S/ } }, name)
    }
    t.equal(look.messages(id).length, 0)
  })

  t.test('credentials that may do nothing are told so', async (t) => {
    const { helpdesk, seed } = await harness.open(t, { permissions: 'none' })
    for (const [name, read] of Object.entries(readsOf(helpdesk, seed.ticket()))) {
      t.match(await read(), { ok: false, failure: { kind: 'forbidden' } }, name)
    }
    t.match(await helpdesk.listAgents(lane), { ok: false, failure: { kind: 'forbidden' } })
    t.match(await helpdesk.listGroups(lane), { ok: false, failure: { kind: 'forbidden' } })
  })

  t.test('a call that is given up before it is sent has had no effect', async (t) => {
    const { helpdesk, seed, look } = await harness.open(t)
    const id = seed.ticket()
    const options = { ...lane, signal: AbortSignal.abort() }
    t.match(await helpdesk.reply(id, { html: 'x' }, options), { effect: 'none', failure: { kind: 'held' } })
    t.match(await helpdesk.note(id, { html: 'x' }, { ...lane, maySend: () => false }), {
      effect: 'none',
      failure: { kind: 'held' },
    })
    t.equal(look.messages(id).length, 0)
  })
}
