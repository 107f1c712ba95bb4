import t, { type Test } from 'tap'
import type { Ticket } from '../../schemas/ticket.ts'
import type { Database } from '../../src/database/database.ts'
import { createInbox } from '../../src/inbox/create-inbox.ts'
import type { InboxPage, ReadTicket } from '../../src/inbox/inbox-intake.ts'
import { createManualClock } from '../manual-clock.ts'

export const noon = Date.UTC(2026, 10, 21, 12)
const minuteMs = 60_000

export const aTicket = (id: string, more: Partial<Ticket> = {}): Ticket => ({
  id,
  url: `https://acme.example/a/tickets/${id}`,
  subject: `Subject ${id}`,
  status: 'open',
  statusLabel: null,
  priority: 'low',
  type: null,
  tags: ['a'],
  requesterId: null,
  agentId: null,
  groupId: null,
  deleted: false,
  customFields: {},
  externalId: null,
  createdAt: new Date(noon - minuteMs).toISOString(),
  updatedAt: new Date(noon).toISOString(),
  ...more,
})

const at = (minutes: number): { updatedAt: string } => ({
  updatedAt: new Date(noon + minutes * minuteMs).toISOString(),
})

const aPage = (tickets: ReadTicket[], more: Partial<InboxPage> = {}): InboxPage => ({
  helpdesk: 'main',
  tickets,
  atEnd: true,
  now: noon,
  expected: null,
  begunAt: noon - minuteMs,
  next: 'one',
  changedUntil: noon,
  ...more,
})

/** What the list of tickets promises, on one kind of store. `beside`: another process's connection to the same store. */
export const describeInbox = (
  kind: string,
  open: (t: Test) => Promise<{ database: Database; beside: Database }>,
): void => {
  const openInbox = async (t: Test, limit = 1_000) => {
    const { database, beside } = await open(t)
    const clock = createManualClock(noon)
    const make = (store: Database) => createInbox({ database: store, clock, limit })
    return { clock, inbox: make(database), other: make(beside), isShared: database !== beside }
  }
  const idsOf = ({ tickets }: { tickets: { ticketId: string }[] }) => tickets.map(({ ticketId }) => ticketId)

  t.test(`${kind}: a page is stored with its cursor, once, whoever reads it`, async (t) => {
    const { inbox, other } = await openInbox(t)
    t.equal(await inbox.place('main'), null)
    const page = aPage([{ ticket: aTicket('1') }], { atEnd: false })
    const won = await Promise.all([inbox.commitPage(page), other.commitPage(page)])
    t.same(won.sort(), [false, true])
    t.match(await inbox.place('main'), { cursor: 'one', begunAt: noon - minuteMs, caughtUpAt: 0 })
    t.match(await inbox.feeds(), [{ helpdesk: 'main', polledAt: noon, caughtUpAt: null, problem: null }])
    t.equal(await inbox.commitPage(aPage([], { expected: 'zero', next: 'two' })), false)
    t.equal(await inbox.commitPage(aPage([], { expected: 'one', next: 'two', changedUntil: 1 })), true)
    t.match(await inbox.place('main'), { cursor: 'two', changedUntil: noon, caughtUpAt: noon })
    await inbox.setProblem('main', 'The key is wrong.')
    t.match(await inbox.feeds(), [{ problem: 'The key is wrong.', caughtUpAt: noon }])
  })

  t.test(`${kind}: an older version changes nothing, a deleted ticket is forgotten`, async (t) => {
    const { inbox } = await openInbox(t)
    await inbox.commitPage(
      aPage([
        {
          ticket: aTicket('1', { subject: 'new', ...at(5) }),
          guess: { category: 'billing', confidence: 0.9 },
        },
        { ticket: aTicket('1', { subject: 'old' }) },
        { ticket: aTicket('2') },
      ]),
    )
    await inbox.keep('main', aTicket('1', { subject: 'older', ...at(3) }), { lastFrom: 'agent' })
    t.match(await inbox.find({ helpdesk: 'main', ticketId: '1' }), { subject: 'new', needsReply: true })
    await inbox.take({
      helpdesk: 'main',
      atEnd: true,
      now: noon,
      tickets: [
        { ticket: aTicket('1', { subject: 'newest\0 \ud800', status: 'solved', ...at(6) }) },
        { ticket: aTicket('2', { deleted: true, ...at(6) }) },
      ],
    })
    t.match(await inbox.find({ helpdesk: 'main', ticketId: '1' }), {
      subject: /^newest/,
      status: 'solved',
      needsReply: false,
      category: 'billing',
      confidence: 0.9,
    })
    t.equal(await inbox.find({ helpdesk: 'main', ticketId: '2' }), null)
  })

  t.test(`${kind}: who was answered waits no more, until something happens`, async (t) => {
    const { inbox } = await openInbox(t)
    const waits = async () => (await inbox.find({ helpdesk: 'main', ticketId: '1' }))?.needsReply
    await inbox.keep('main', aTicket('1'), {})
    t.equal(await waits(), true)
    await inbox.keep('main', aTicket('1', at(1)), { lastFrom: 'agent' })
    t.equal(await waits(), false)
    await inbox.commitPage(aPage([{ ticket: aTicket('1', at(1.5)) }]))
    t.equal(await waits(), false, 'a rule that ran after the answer')
    await inbox.keep('main', aTicket('1', at(9)), {})
    t.equal(await waits(), true)
    await inbox.keep('main', aTicket('1', { status: 'pending', ...at(10) }), { lastFrom: 'customer' })
    t.equal(await waits(), false, 'it waits for the customer')
  })

  t.test(`${kind}: filters, words and pages find what they should, newest change first`, async (t) => {
    const { inbox } = await openInbox(t)
    const tickets = [
      aTicket('1', { subject: 'Facturación de MAYO', groupId: '7', agentId: '3', ...at(1) }),
      aTicket('2', { subject: 'La factura', status: 'solved', groupId: '7', ...at(2) }),
      aTicket('3', { subject: '100% _roto_', status: 'pending', agentId: '3', ...at(3) }),
      aTicket('4', { requesterId: '9', ...at(4) }),
      aTicket('5', { requesterId: '9', ...at(4) }),
    ]
    await inbox.commitPage(
      aPage(
        tickets.map((ticket) => ({
          ticket,
          guess: ticket.id === '3' ? { category: 'hardware', confidence: null } : null,
        })),
      ),
    )
    await inbox.commitPage(aPage([{ ticket: aTicket('6', at(0)) }], { helpdesk: 'other' }))
    await inbox.nameRequester('main', '9', 'Íñigo Pérez')
    const ask = async (query: object) => idsOf(await inbox.list({ limit: 50, ...query }))
    t.same(await ask({}), ['5', '4', '3', '2', '1', '6'])
    t.same(await ask({ helpdesk: 'other' }), ['6'])
    t.same(await ask({ group: '7' }), ['2', '1'])
    t.same(await ask({ agent: '3' }), ['3', '1'])
    t.same(await ask({ agent: 'none', helpdesk: 'main' }), ['5', '4', '2'])
    t.same(await ask({ status: ['pending', 'solved'] }), ['3', '2'])
    t.same(await ask({ category: 'hardware' }), ['3'])
    t.same(await ask({ needsReply: true }), ['5', '4', '1', '6'])
    t.same(await ask({ text: 'facturacion' }), ['1'])
    t.same(await ask({ text: 'FACTURA' }), ['2', '1'])
    t.same(await ask({ text: 'inigo subject' }), ['5', '4'])
    t.same(await ask({ text: '5' }), ['5'])
    t.same(await ask({ text: '%' }), ['5', '4', '3', '2', '1', '6'], 'no word, no condition')
    t.same(await ask({ text: "roto' or 1=1 --" }), [])
    t.same(await ask({ text: 'roto 100' }), ['3'])
    for (const text of ["a':* | b", 'ロゴ', 'x'.repeat(300), '𝒳'.repeat(200), '٣'])
      t.same(await ask({ text }), [])
    await inbox.commitPage(
      aPage([{ ticket: aTicket('7', { subject: 'ロゴ '.repeat(400), ...at(-5) }) }], { helpdesk: 'wide' }),
    )
    await inbox.commitPage(
      aPage([{ ticket: aTicket('8', { subject: '語'.repeat(499), ...at(-6) }) }], { helpdesk: 'long' }),
    )
    t.same(await ask({ text: 'ロ' }), ['7'])
    t.same(await ask({ text: '語'.repeat(80) }), ['8'])
    await inbox.take({
      ...{ helpdesk: 'wide', atEnd: true, now: noon },
      tickets: [{ ticket: aTicket('7', { deleted: true }) }],
    })
    await inbox.take({
      ...{ helpdesk: 'long', atEnd: true, now: noon },
      tickets: [{ ticket: aTicket('8', { deleted: true }) }],
    })
    const first = await inbox.list({ limit: 4 })
    t.same(idsOf(first), ['5', '4', '3', '2'])
    t.same(await ask({ cursor: first.next }), ['1', '6'])
    t.same(await ask({ cursor: 'nonsense' }), [])
    t.match(await inbox.counts(), { all: 6, needsReply: 4, byStatus: { open: 4, solved: 1, pending: 1 } })
    const others = await inbox.ofRequester({ helpdesk: 'main', requesterId: '9', except: '5' }, 10)
    t.match(others, [{ ticketId: '4', requesterName: 'Íñigo Pérez' }])
  })

  t.test(`${kind}: a name that was found is everybody's of that requester, later tickets too`, async (t) => {
    const { inbox } = await openInbox(t)
    const of = (id: string) => ({ ticket: aTicket(id, { requesterId: '9' }) })
    const newer = { ticket: aTicket('5', { requesterId: '12', ...at(1) }) }
    await inbox.commitPage(aPage([of('1'), of('2'), { ticket: aTicket('3') }, newer]))
    t.same(await inbox.unnamed('main', 10), ['12', '9'], 'whoever wrote last is named first')
    t.same(await inbox.unnamed('main', 1), ['12'])
    await inbox.nameRequester('main', '12', 'Eva')
    t.same(await inbox.unnamed('elsewhere', 10), [])
    await inbox.nameRequester('main', '9', 'Ana')
    t.same(await inbox.unnamed('main', 10), [])
    await inbox.commitPage(aPage([of('4')], { expected: 'one', next: 'two' }))
    t.match(await inbox.find({ helpdesk: 'main', ticketId: '4' }), { requesterName: 'Ana' })
  })

  t.test(`${kind}: what is kept has a limit, and solved ones an age`, async (t) => {
    const { inbox } = await openInbox(t, 2)
    const tickets = ['1', '2', '3', '4'].map((id) => ({
      ticket: aTicket(id, { status: id === '2' ? 'closed' : 'open', ...at(Number(id)) }),
    }))
    await inbox.commitPage(aPage(tickets))
    t.equal(await inbox.purge({ solvedBefore: noon + 3 * minuteMs, limit: 1 }), 1)
    t.equal(await inbox.find({ helpdesk: 'main', ticketId: '2' }), null)
    t.equal(await inbox.purge({ solvedBefore: noon, limit: 10 }), 1)
    t.equal(await inbox.purge({ solvedBefore: noon, limit: 10 }), 0)
    t.same(idsOf(await inbox.list({ limit: 10 })), ['4', '3'])
  })

  t.test(`${kind}: who follows is told of changes, here and elsewhere, and not of a mere look`, async (t) => {
    const { inbox, other, clock, isShared } = await openInbox(t)
    let told = 0
    const forget = inbox.onChange(() => {
      told += 1
    })
    await inbox.keep('main', aTicket('1'), {})
    t.equal(told, 1)
    t.equal(inbox.version(), 1)
    await inbox.keep('main', aTicket('1'), {})
    t.equal(told, 1, 'as it was known')
    if (isShared) {
      // What was stored here is adopted at the next look.
      for (const _ of [1, 2, 3]) await clock.advance(2_000)
      const before = told
      await other.keep('main', aTicket('2'), {})
      for (let tries = 0; told === before && tries < 500; tries += 1) await clock.advance(2_000)
      t.ok(told > before, 'another process stored it')
    }
    forget()
    await clock.advance(2_000)
    await inbox.keep('main', aTicket('3'), {})
    t.ok(inbox.version() > told - 1)
    t.equal(clock.pending(), 0, 'nobody looks for nobody')
  })
}
