import t from 'tap'
import { type FreshdeskTicket, freshdeskTicketSchema } from '../../../../schemas/freshdesk/ticket.ts'
import type { Ticket } from '../../../../schemas/ticket.ts'
import { encodeCursor } from '../../../../src/helpdesk/cursor.ts'
import { listChanged } from '../../../../src/helpdesk/freshdesk/desk/list-changed.ts'
import { silentRefusal } from '../../../../src/helpdesk/refusal.ts'
import type { ChangesFrom } from '../../../../src/helpdesk/ticket-desk.ts'

/** Characters of all texts in an answer that is not too large. */
const mostLength = 32_000
const noon = Date.UTC(2026, 10, 21, 12)

/** A list as Freshdesk's, in memory; `before` is called before every page. */
const createList = () => {
  const tickets = new Map<number, { at: number; ticket: FreshdeskTicket }>()
  let sorted: { at: number; ticket: FreshdeskTicket }[] | null = null
  let calls = 0
  let now = noon
  let isStuck = false
  let before: (call: number, page: number) => void = () => {}
  const change = (id: number, at: number, description = 'Hola') => {
    const updated_at = new Date(at).toISOString()
    const ticket = freshdeskTicketSchema.parse({ id, updated_at, description_text: description })
    tickets.set(id, { at, ticket })
    sorted = null
  }
  const unreadable: string[] = []
  const told: string[] = []
  const client: Parameters<typeof listChanged>[0]['client'] = {
    tickets: {
      listReadable: async ({ page: asked = 1, perPage = 100, updatedSince = '', include = [] }) => {
        before(++calls, asked)
        const page = isStuck ? 1 : asked
        const from = Date.parse(updatedSince)
        sorted ??= [...tickets.values()].sort(
          (one, other) => one.at - other.at || one.ticket.id - other.ticket.id,
        )
        const all = sorted.filter(({ at }) => at >= from)
        const whole = all.slice((page - 1) * perPage, page * perPage).map(({ ticket }) => ticket)
        const length = whole.reduce((sum, { description_text: text }) => sum + (text?.length ?? 0), 0)
        if (include.length > 0 && length > mostLength) {
          const failure = { kind: 'unavailable', message: '', status: 200, code: 'ANSWER_TOO_LARGE' } as const
          return { effect: 'unknown', failure, refusal: silentRefusal }
        }
        const value =
          include.length > 0 ? whole : whole.map((ticket) => ({ ...ticket, description_text: null }))
        return {
          effect: 'done',
          value: { readable: value, unreadable },
          hasNext: isStuck || all.length > page * perPage,
          answeredAt: now,
        }
      },
    },
  }
  const clock = { now: () => now, after: () => () => {} }
  const toTicket = ({ id, updated_at }: FreshdeskTicket): Ticket => ({
    id: String(id),
    url: '',
    subject: null,
    status: 'open',
    statusLabel: null,
    priority: null,
    type: null,
    tags: [],
    requesterId: null,
    agentId: null,
    groupId: null,
    deleted: false,
    customFields: {},
    externalId: null,
    createdAt: updated_at ?? '',
    updatedAt: updated_at ?? '',
  })
  const readFrom = (from: ChangesFrom & { beginnings?: boolean }) =>
    listChanged({ client, toTicket, clock, tellUnreadable: (ids) => told.push(...ids) }, from, {
      lane: 'background',
    })
  /** To the end; which tickets came, and how many calls it took. */
  const readAll = async (begin: number | ChangesFrom) => {
    const seen = new Map<string, string>()
    let from: ChangesFrom = typeof begin === 'number' ? { since: begin } : begin
    for (let read = 0; read < 400; read += 1) {
      const page = await readFrom(from)
      if (!page.ok) throw new Error(page.failure.message)
      for (const { id, updatedAt } of page.value.tickets) seen.set(id, updatedAt)
      if (page.value.atEnd) return { seen, read, next: page.value.next }
      from = { cursor: page.value.next }
    }
    throw new Error('The list does not end.')
  }
  return {
    change,
    readAll,
    readFrom,
    calls: () => calls,
    /** Shows the first page whatever is asked for, and says that there is another one. */
    stick: () => (isStuck = true),
    told,
    unreadable,
    onCall: (each: typeof before) => (before = each),
    /** Moves Freshdesk's clock. */
    setNow: (ms: number) => (now = ms),
  }
}

t.test(
  'tickets that move up because another one changes between two pages are not passed over',
  async (t) => {
    for (let moment = 2; moment <= 9; moment += 1) {
      const { change, readAll, onCall } = createList()
      // More than two pages within the overlap, and an hour of others after them.
      for (let id = 1; id <= 230; id += 1) change(id, noon - 7_200_000 + Math.floor(id / 60) * 1_000)
      for (let id = 231; id <= 330; id += 1) change(id, noon - 3_600_000 + id * 1_000)
      onCall((call) => {
        if (call !== moment) return
        for (const id of [5, 6, 7]) change(id, noon - 60_000)
      })
      const { seen } = await readAll(noon - 86_400_000)
      t.equal(seen.size, 330, `before call ${moment}`)
      for (const id of [5, 6, 7]) t.equal(seen.get(String(id)), new Date(noon - 60_000).toISOString())
    }
  },
)

t.test('more changes within seconds than a cursor holds do not keep the list from going on', async (t) => {
  const { change, readAll } = createList()
  for (let id = 1; id <= 5_300; id += 1) change(id, noon - 60_000 + Math.floor(id / 1_000) * 1_000)
  const { seen, read } = await readAll(noon - 86_400_000)
  t.equal(seen.size, 5_300)
  t.ok(read < 60, `${read} calls`)
})

t.test('a ticket with a time to come hides none that changes before it, and comes but once', async (t) => {
  for (const aheadMs of [35_000, 600_000, 70 * 365 * 86_400_000]) {
    const { change, readAll, setNow } = createList()
    change(1, noon - 60_000)
    change(2, noon + aheadMs)
    const first = await readAll(noon - 86_400_000)
    t.same([...first.seen.keys()], ['1', '2'])
    setNow(noon + 20_000)
    change(3, noon + 15_000)
    const second = await readAll({ cursor: first.next })
    t.ok(second.seen.has('3'), `${aheadMs} ms ahead`)
    setNow(noon + 180_000)
    change(4, noon + 150_000)
    const third = await readAll({ cursor: second.next })
    t.ok(third.seen.has('4'))
    setNow(noon + 240_000)
    const last = await readAll({ cursor: third.next })
    t.same([...last.seen.keys()], [], 'nothing comes again')
  }
})

t.test('more tickets with a time to come than a cursor holds do not hide what changes', async (t) => {
  const { change, readFrom, setNow } = createList()
  for (let id = 1; id <= 5_100; id += 1) change(id, noon + 86_400_000 + id * 1_000)
  change(6_000, noon - 60_000)
  let page = await readFrom({ since: noon - 86_400_000 })
  for (let read = 0; read < 53 && page.ok; read += 1) page = await readFrom({ cursor: page.value.next })
  setNow(noon + 60_000)
  change(6_001, noon + 50_000)
  const next = page.ok ? await readFrom({ cursor: page.value.next }) : page
  t.ok(next.ok && next.value.tickets.some(({ id }) => id === '6001'))
})

t.test('a cursor of old that lies ahead of the help desk is refused, and a time is cut to now', async (t) => {
  const { change, readFrom, readAll, setNow } = createList()
  const ahead = Math.floor(Date.UTC(2099, 0) / 1_000)
  const cursor = encodeCursor({ changes: ahead, seen: [[2, ahead]] })
  change(2, ahead * 1_000)
  t.match(await readFrom({ cursor }), { ok: false, failure: { kind: 'invalid' } })
  const { next } = await readAll(noon + 2_700_000)
  setNow(noon + 60_000)
  change(3, noon + 50_000)
  t.same([...(await readAll({ cursor: next })).seen.keys()], ['3'])
})

t.test('a ticket that cannot be read is told of, and the others come', async (t) => {
  const { change, readAll, told, unreadable } = createList()
  change(1, noon - 60_000)
  unreadable.push('x')
  t.same([...(await readAll(noon - 86_400_000)).seen.keys()], ['1'])
  t.same(told, ['x'])
})

t.test('texts too long for one answer are asked for a few at a time, and none is left out', async (t) => {
  const { change, readFrom, told, calls } = createList()
  const long = new Map([...Array(40).keys()].map((id) => [String(id + 1), 'x'.repeat(2_000)]))
  long.set('25', 'x'.repeat(20_000)).set('30', 'x'.repeat(40_000))
  for (const [id, text] of long) change(Number(id), noon - 60_000 + Math.floor(Number(id) / 20) * 1_000, text)
  const read = new Map<string, string | undefined>()
  let page = await readFrom({ since: noon - 86_400_000, beginnings: true })
  while (page.ok) {
    for (const { id } of page.value.tickets) read.set(id, page.value.beginnings?.get(id)?.text)
    if (page.value.atEnd) break
    page = await readFrom({ cursor: page.value.next, beginnings: true })
  }
  t.ok(page.ok)
  long.set('30', '')
  t.same(Object.fromEntries(read), Object.fromEntries(long))
  t.same(told, ['30'])
  t.ok(calls() < 250, `${calls()} calls`)
  const before = calls()
  t.match(page.ok && (await readFrom({ cursor: page.value.next, beginnings: true })), { ok: true })
  t.ok(calls() - before < 30, `${calls() - before} calls when nothing has changed`)
})

t.test('a help desk that shows one page again and again is not asked for hundreds of them', async (t) => {
  const { change, readFrom, calls, stick } = createList()
  for (let id = 1; id <= 100; id += 1) change(id, noon - 60_000)
  stick()
  const first = await readFrom({ since: noon - 86_400_000 })
  const again = first.ok ? await readFrom({ cursor: first.value.next }) : first
  t.match(again, { value: { tickets: [], atEnd: false, next: first.ok ? first.value.next : '' } })
  t.ok(calls() <= 4, `${calls()} calls`)
})
