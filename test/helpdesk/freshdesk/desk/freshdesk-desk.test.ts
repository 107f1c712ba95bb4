import t from 'tap'
import type { ChangedTickets } from '../../../../src/helpdesk/ticket-desk.ts'
import { openFreshdesk } from '../../../contract/freshdesk-harness.ts'
import { got, lane, matchEach, minutes } from '../../../contract/got.ts'

const day = 86_400_000

t.test(
  'a search is put in quotes, holds 512 characters at most, and still finds only what fits',
  async (t) => {
    const { helpdesk, seed, sandbox, later } = await openFreshdesk(t)
    const tags = Array.from({ length: 20 }, (_, index) => `a rather long tag number ${index}`)
    const id = seed.ticket({ tags })
    seed.ticket({ tags: tags.slice(0, 19) })
    later(10 * minutes)
    const page = got(await helpdesk.findTickets({ tags, limit: 10 }, lane))
    t.same(
      page.tickets.map((ticket) => ticket.id),
      [id],
    )
    const query = new URLSearchParams(sandbox.requests.at(-1)?.query).get('query') ?? ''
    t.match(query, /^".*"$/)
    t.ok(query.length <= 514 && query.length > 300, `${query.length}`)
  },
)

t.test('the index lags, which no page hides; the list of one person does not', async (t) => {
  const { helpdesk, seed, later } = await openFreshdesk(t)
  const id = seed.ticket({ status: 'open' })
  const behind = got(await helpdesk.findTickets({ status: ['open'], limit: 5 }, lane))
  t.same([behind.tickets, behind.complete], [[], false])
  const mine = { requesterEmail: 'marta@example.com', status: ['open' as const], limit: 5 }
  t.match(got(await helpdesk.findTickets(mine, lane)), { tickets: [{ id }], complete: true, total: 1 })
  later(10 * minutes)
  seed.edit(id, { status: 'solved' })
  matchEach(t, got(await helpdesk.findTickets({ status: ['open'], limit: 5 }, lane)).tickets, [
    { id, status: 'open' },
  ])
})

t.test('more than 300 of one day are cut, and the others come all the same', async (t) => {
  const { helpdesk, seed, later } = await openFreshdesk(t)
  for (let index = 0; index < 330; index++) seed.ticket({ tags: ['x'], createdAgoMs: 10 * day })
  const older = seed.ticket({ tags: ['x'], createdAgoMs: 20 * day })
  later(10 * minutes)
  const ids = new Set<string>()
  let cursor: string | undefined
  do {
    const query = { tags: ['x'], limit: 100, ...(cursor === undefined ? {} : { cursor }) }
    const page = got(await helpdesk.findTickets(query, lane))
    for (const ticket of page.tickets) ids.add(ticket.id)
    t.equal(page.complete, false)
    if (cursor === undefined) t.equal(page.total, 331)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  t.equal(ids.size, 301)
  t.ok(ids.has(older))
})

t.test('what has no condition at all is listed, beyond the 30 days', async (t) => {
  const { helpdesk, seed, sandbox } = await openFreshdesk(t)
  const old = seed.ticket({ createdAgoMs: 90 * day })
  const recent = seed.ticket({ createdAgoMs: day })
  matchEach(t, got(await helpdesk.findTickets({ limit: 5 }, lane)).tickets, [{ id: recent }, { id: old }])
  const created = {
    limit: 5,
    createdAfter: new Date(Date.now() - 2 * day).toISOString(),
    order: { by: 'created', direction: 'descending' },
  } as const
  const page = got(await helpdesk.findTickets(created, lane))
  matchEach(t, page.tickets, [{ id: recent }])
  t.same([page.complete, page.next], [true, null])
  t.ok(sandbox.requests.every((call) => !call.path.startsWith('/search')))
})

t.test('beyond the 300th page of the list the search goes on', async (t) => {
  const { helpdesk, seed, sandbox, later } = await openFreshdesk(t)
  for (let index = 0; index < 30_050; index++) seed.ticket({ updatedAgoMs: index * 3_600_000 })
  later(10 * minutes)
  const { next } = got(await helpdesk.findTickets({ limit: 100 }, lane))
  const state = JSON.parse(Buffer.from(next ?? '', 'base64url').toString())
  // As if somebody had paged there.
  const at = Math.floor((Date.now() - 29_990 * 3_600_000) / 1000) * 1000
  const cursor = Buffer.from(JSON.stringify({ ...state, page: 300, at, ids: [] })).toString('base64url')
  const last = got(await helpdesk.findTickets({ limit: 100, cursor }, lane))
  t.ok(last.tickets.length > 0 && last.tickets.length < 20, `${last.tickets.length}`)
  t.equal(last.complete, false)
  const beyond = got(await helpdesk.findTickets({ limit: 100, cursor: last.next ?? '' }, lane))
  t.equal(beyond.tickets.at(-1)?.id, '30050')
  t.equal(beyond.next, null)
  t.match(sandbox.requests.at(-1)?.path, '/search/tickets')
})

t.test('a phone may be several people’s, whose tickets come together', async (t) => {
  const { helpdesk, seed, sandbox } = await openFreshdesk(t)
  const people = ['a@example.com', 'b@example.com', 'c@example.com']
  const ids = Array.from({ length: 9 }, (_, index) =>
    seed.ticket({ requester: people[index % 3] ?? '', updatedAgoMs: index * 60_000 }),
  )
  const [a, b] = sandbox.account.contacts.values()
  Object.assign(a ?? {}, { phone: '+34600112233' })
  Object.assign(b ?? {}, { mobile: '+34600112233' })
  const found: string[] = []
  let cursor: string | undefined
  do {
    const query = { requesterPhone: '+34600112233', limit: 2, ...(cursor === undefined ? {} : { cursor }) }
    const page = got(await helpdesk.findTickets(query, lane))
    found.push(...page.tickets.map((ticket) => ticket.id))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  t.same(
    found,
    ids.filter((_, index) => index % 3 !== 2),
  )
  t.match(got(await helpdesk.findPerson({ phone: '+34600112233' }, lane)), { id: String(a?.id) })
})

t.test('the first message of a web chat is not told twice, and automatic answers are nobody’s', async (t) => {
  const { helpdesk, seed, sandbox } = await openFreshdesk(t)
  const id = seed.ticket({ html: '<p>Hola</p>' })
  Object.assign(sandbox.account.tickets.get(Number(id)) ?? {}, { source: 15 })
  seed.message(id, { from: 'customer', html: '<p>Hola</p>' })
  seed.message(id, { from: 'customer', html: '<p>Hola</p>' })
  const page = got(await helpdesk.listConversation(id, { limit: 10 }, lane))
  t.same(
    page?.messages.map((message) => message.text),
    ['Hola', 'Hola'],
  )
  Object.assign(sandbox.account.tickets.get(Number(id)) ?? {}, { source: 10 })
  t.match(got(await helpdesk.latestCustomerMessage(id, lane)), { message: { text: 'Hola' } })
  const outbound = seed.ticket()
  Object.assign(sandbox.account.tickets.get(Number(outbound)) ?? {}, { source: 10 })
  t.same(got(await helpdesk.latestCustomerMessage(outbound, lane)), { message: null })
})

t.test('tags that were read too long ago are read again before they are written', async (t) => {
  const { helpdesk, seed, governor, later, look, sandbox } = await openFreshdesk(t)
  const id = seed.ticket({ tags: ['first'], createdAgoMs: day })
  const { acquire } = governor
  let waits = 0
  governor.acquire = async (request) => {
    // The budget is short, and somebody else is quicker.
    if (request.operation === 'update' && waits++ === 0) {
      later(30_000)
      seed.edit(id, { tags: ['first', 'theirs'] })
    }
    return acquire(request)
  }
  got(await helpdesk.change(id, { addTags: ['ours'] }, lane))
  t.same(look.tags(id), ['first', 'theirs', 'ours'])
  t.equal(sandbox.requests.filter((call) => call.method === 'PUT').length, 1)
})

t.test('a reply whose status is refused is out all the same', async (t) => {
  const { helpdesk, seed, sandbox, look } = await openFreshdesk(t)
  const id = seed.ticket()
  sandbox.faults.add({ kind: 'status', status: 503 }, { method: 'PUT' })
  t.match(got(await helpdesk.reply(id, { html: '<p>ok</p>', status: 'solved' }, lane)), {
    message: { text: 'ok' },
    statusFailure: { kind: 'unavailable' },
  })
  t.equal(look.messages(id).length, 1)
})

t.test('changes that come by the thousand and within one second are all told', async (t) => {
  const { helpdesk, seed, later } = await openFreshdesk(t)
  const ids = Array.from({ length: 350 }, () => seed.ticket({ updatedAgoMs: 3_600_000 }))
  later(minutes)
  const seen = new Set<string>()
  let from: { since: number } | { cursor: string } = { since: Date.now() - day }
  for (let call = 0; call < 10; call++) {
    const read: ChangedTickets = got(await helpdesk.listChangedSince(from, lane))
    for (const ticket of read.tickets) seen.add(ticket.id)
    from = { cursor: read.next }
    if (read.atEnd) break
  }
  t.same([...seen].toSorted(), ids.toSorted())
})

t.test('files travel with a reply, and 20 MB are the end', async (t) => {
  const { helpdesk, seed, look } = await openFreshdesk(t)
  const id = seed.ticket()
  const file = (bytes: number) => ({
    name: 'a.bin',
    contentType: 'application/octet-stream',
    bytes: new Uint8Array(bytes),
  })
  got(await helpdesk.reply(id, { html: 'x', files: [file(1_000)], cc: ['b+c@example.com'] }, lane))
  matchEach(t, look.messages(id), [{ files: ['a.bin'], cc: ['b+c@example.com'] }])
  t.match(await helpdesk.reply(id, { html: 'x', files: [file(11 * 2 ** 20), file(10 * 2 ** 20)] }, lane), {
    effect: 'none',
    failure: { kind: 'too-large' },
  })
})

t.test('cursors that somebody made up are refused, not followed', async (t) => {
  const { helpdesk, seed } = await openFreshdesk(t)
  seed.ticket()
  seed.ticket()
  const query = { requesterEmail: 'marta@example.com', limit: 1 }
  const { next } = got(await helpdesk.findTickets(query, lane))
  const state = JSON.parse(Buffer.from(next ?? '', 'base64url').toString())
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  for (const change of [
    { page: 301 },
    { page: 0 },
    { at: 9e15 },
    { at: -1 },
    { ids: 'x' },
    { way: 'x' },
    { more: 1 },
  ]) {
    const outcome = await helpdesk.findTickets({ ...query, cursor: encode({ ...state, ...change }) }, lane)
    t.match(
      outcome,
      { ok: false, failure: { kind: 'invalid', faults: [{ field: 'cursor' }] } },
      JSON.stringify(change),
    )
  }
  t.match(await helpdesk.findTickets({ ...query, cursor: encode(state) }, lane), { ok: true })
  for (const cursor of [encode({ changes: 9e15, seen: [] }), encode(null), 'x'.repeat(300_000)]) {
    t.match(await helpdesk.listChangedSince({ cursor }, lane), { failure: { kind: 'invalid' } })
  }
  for (const since of [Number.NaN, -1, 1e300]) {
    t.match(await helpdesk.listChangedSince({ since }, lane), { failure: { kind: 'invalid' } })
  }
  for (const updatedAfter of ['1', '+275760-01-01T00:00:00Z', '2026-13-01', 'May 2026']) {
    t.match(await helpdesk.findTickets({ updatedAfter, limit: 1 }, lane), { failure: { kind: 'invalid' } })
  }
  const none = got(await helpdesk.findTickets({ status: [], limit: 1 }, lane))
  t.same([none.tickets, none.next], [[], null])
  const edit = { priority: 'high', ifUnchangedSince: 'x' } as const
  t.match(await helpdesk.change('1', edit, lane), { effect: 'none', failure: { kind: 'invalid' } })
})
