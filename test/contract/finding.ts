import type { Test } from 'tap'
import type { Helpdesk } from '../../src/helpdesk/helpdesk.ts'
import type { TicketQuery } from '../../src/helpdesk/ticket-desk.ts'
import { days, got, lane, matchEach, minutes } from './got.ts'
import type { HelpdeskHarness } from './harness.ts'

/** Every page of a query; a cursor that leads nowhere would go on for ever. */
const findAll = async (helpdesk: Helpdesk, query: TicketQuery) => {
  const ids: string[] = []
  let complete = true
  let cursor: string | undefined
  for (let page = 0; page < 500; page++) {
    const read = got(
      await helpdesk.findTickets({ ...query, ...(cursor === undefined ? {} : { cursor }) }, lane),
    )
    ids.push(...read.tickets.map((ticket) => ticket.id))
    complete &&= read.complete
    if (read.next === null) return { ids, complete }
    cursor = read.next
  }
  throw new Error('The pages do not end')
}

export const testFinding = async (t: Test, harness: HelpdeskHarness): Promise<void> => {
  t.test('by who asks, newest change first, page by page', async (t) => {
    const { helpdesk, seed } = await harness.open(t)
    const requester = 'marta+web@example.com'
    const mine = [3, 1, 2].map((hours) => seed.ticket({ requester, updatedAgoMs: hours * 3_600_000 }))
    seed.ticket({ requester: 'otro@example.com' })
    const [oldest, newest, middle] = mine
    t.same((await findAll(helpdesk, { requesterEmail: requester, limit: 1 })).ids, [newest, middle, oldest])
    t.same(
      (
        await findAll(helpdesk, {
          requesterEmail: requester,
          limit: 2,
          order: { by: 'updated', direction: 'ascending' },
        })
      ).ids,
      [oldest, middle, newest],
    )
    t.equal(got(await helpdesk.findFirstTicket({ requesterEmail: requester, limit: 1 }, lane))?.id, newest)
  })

  t.test('nobody’s tickets are an empty page, not an error', async (t) => {
    const { helpdesk } = await harness.open(t)
    for (const who of [
      { requesterEmail: 'nobody@example.com' },
      { requesterId: '67013999999' },
      { requesterId: 'x' },
    ]) {
      const page = got(await helpdesk.findTickets({ ...who, limit: 10 }, lane))
      t.same([page.tickets, page.next], [[], null])
      t.same(await helpdesk.findFirstTicket({ ...who, limit: 10 }, lane), { ok: true, value: null })
    }
    t.same(await helpdesk.findPerson({ email: 'nobody@example.com' }, lane), { ok: true, value: null })
  })

  t.test('a cursor of another question, or none at all, is refused', async (t) => {
    const { helpdesk, seed } = await harness.open(t)
    seed.ticket()
    seed.ticket()
    const query = { requesterEmail: 'marta@example.com', limit: 1 }
    const { next } = got(await helpdesk.findTickets(query, lane))
    t.type(next, 'string')
    const other = { requesterEmail: 'otro@example.com', limit: 1, cursor: next ?? '' }
    for (const asked of [
      other,
      { ...query, cursor: 'bogus' },
      { ...query, cursor: '' },
      { ...query, limit: 0 },
    ]) {
      t.match(await helpdesk.findTickets(asked, lane), { ok: false, failure: { kind: 'invalid' } })
    }
    t.match(await helpdesk.findTickets({ ...query, createdAfter: 'yesterday' }, lane), {
      ok: false,
      failure: { kind: 'invalid', faults: [{ field: 'createdAfter' }] },
    })
  })

  t.test('by every condition that it says it can, all of them together', async (t) => {
    const { helpdesk, seed, account, later } = await harness.open(t)
    const { ana, luis } = account.agents
    const [type = 'a', otherType = 'b'] = account.types ?? ['a', 'b']
    const whole = {
      tags: ['vip', 'Web'],
      status: 'pending',
      priority: 'high',
      type,
      agent: ana.id,
      group: account.groups.billing.id,
      customFields: { [account.textField]: 'A-17' },
    } as const
    const wanted = seed.ticket({ ...whole, tags: [...whole.tags] })
    for (const change of [
      { tags: ['vip'] },
      { status: 'open' as const },
      { priority: 'low' as const },
      { type: otherType },
      { agent: luis.id },
      { group: account.groups.support.id },
      { customFields: { [account.textField]: 'A-18' } },
    ]) {
      seed.ticket({ ...whole, tags: [...whole.tags], ...change })
    }
    later(10 * minutes)
    const query: TicketQuery = {
      status: ['pending'],
      priority: ['high', 'urgent'],
      type: [type],
      agent: ana.email,
      group: 'facturacion',
      tags: ['vip', 'Web'],
      customFields: { [account.textField]: 'A-17' },
      createdAfter: new Date(Date.now() - days).toISOString(),
      limit: 50,
    }
    const able = new Set<string>(helpdesk.capabilities.conditions)
    const asked = Object.fromEntries(
      Object.entries(query).filter(([name]) => name === 'limit' || able.has(name)),
    )
    t.same((await findAll(helpdesk, { ...asked, limit: 50 })).ids, [wanted])
    t.same((await findAll(helpdesk, { ...asked, requesterEmail: 'marta@example.com', limit: 50 })).ids, [
      wanted,
    ])
    for (const name of ['text', 'tags', 'type'] as const) {
      if (able.has(name)) continue
      const value = name === 'text' ? 'word' : ['word']
      t.match(await helpdesk.findTickets({ [name]: value, limit: 5 }, lane), {
        failure: { kind: 'unsupported' },
      })
    }
  })

  t.test(
    'values with quotes break nothing, and groups and agents that are not there are named',
    async (t) => {
      const { helpdesk, seed, later } = await harness.open(t)
      const id = seed.ticket({ tags: ["o'brien"], status: 'open' })
      seed.ticket({ tags: ['obrien'] })
      later(10 * minutes)
      const found = await helpdesk.findTickets({ tags: ["o'brien"], status: ['open'], limit: 5 }, lane)
      if (found.ok)
        t.same(
          found.value.tickets.map((ticket) => ticket.id),
          [id],
        )
      else t.equal(found.failure.kind, 'unsupported')
      t.match(await helpdesk.findTickets({ group: 'Ventas', limit: 5 }, lane), {
        failure: { kind: 'invalid', message: /Soporte/, faults: [{ field: 'group' }] },
      })
      t.match(await helpdesk.findTickets({ agent: 'nobody@acme.example', limit: 5 }, lane), {
        failure: { kind: 'invalid', faults: [{ field: 'agent' }] },
      })
    },
  )

  t.test('more than one query of the vendor can give, in order and without repeats', async (t) => {
    const { helpdesk, seed, account, later } = await harness.open(t)
    const count = (account.searchCap ?? 120) + 45
    const ids: string[] = []
    for (let index = 0; index < count; index++) {
      ids.push(seed.ticket({ tags: ['many'], createdAgoMs: (count - index) * 7_200_000 }))
    }
    later(10 * minutes)
    const query: TicketQuery = {
      tags: ['many'],
      limit: 100,
      order: { by: 'created', direction: 'ascending' },
    }
    t.same((await findAll(helpdesk, query)).ids, ids)
    const newestFirst = await findAll(helpdesk, {
      ...query,
      order: { by: 'created', direction: 'descending' },
    })
    t.same(newestFirst.ids, ids.toReversed())
  })

  t.test('many tickets of the same second are each given once', async (t) => {
    const { helpdesk, seed, later } = await harness.open(t)
    const ids = Array.from({ length: 7 }, () => seed.ticket({ tags: ['bulk'], updatedAgoMs: 86_400_000 }))
    later(10 * minutes)
    for (const query of [{ tags: ['bulk'] }, { requesterEmail: 'marta@example.com' }]) {
      t.same((await findAll(helpdesk, { ...query, limit: 2 })).ids.toSorted(), ids.toSorted())
    }
  })

  t.test('those of long ago too, and says when some may be hidden', async (t) => {
    const { helpdesk, seed, later } = await harness.open(t)
    const old = seed.ticket({ createdAgoMs: 400 * days, status: 'open' })
    later(10 * minutes)
    const { ids } = await findAll(helpdesk, { requesterEmail: 'marta@example.com', limit: 10 })
    t.same(ids, [old])
    if (seed.archive !== null) {
      seed.archive(old)
      const hidden = await findAll(helpdesk, { requesterEmail: 'marta@example.com', limit: 10 })
      t.ok(hidden.ids.includes(old) || !hidden.complete)
      t.type(helpdesk.capabilities.archive, 'string')
    }
  })

  t.test('no deleted ones', async (t) => {
    const { helpdesk, seed, later } = await harness.open(t)
    const [kept, removed] = [seed.ticket(), seed.ticket()]
    seed.remove(removed)
    later(10 * minutes)
    t.same((await findAll(helpdesk, { requesterEmail: 'marta@example.com', limit: 5 })).ids, [kept])
    t.same((await findAll(helpdesk, { status: ['open'], limit: 5 })).ids, [kept])
  })

  t.test('people, agents, groups and articles', async (t) => {
    const { helpdesk, seed, account } = await harness.open(t)
    const ticket = got(await helpdesk.getTicket(seed.ticket(), lane))
    const marta = got(await helpdesk.findPerson({ email: 'MARTA@example.com' }, lane))
    t.match(marta, { id: ticket?.requesterId, name: 'Marta', role: 'customer' })
    t.same(got(await helpdesk.findPerson({ id: marta?.id ?? '' }, lane)), marta)
    const { ana, luis } = account.agents
    t.match(got(await helpdesk.findPerson({ email: ana.email }, lane)), { id: ana.id, role: 'agent' })
    const agents = got(await helpdesk.listAgents(lane))
    t.match(
      [ana, luis].map(({ id }) => agents.find((agent) => agent.id === id)),
      [
        { name: ana.name, email: ana.email, groupIds: [account.groups.billing.id] },
        { available: helpdesk.capabilities.agentAvailability ? false : null },
      ],
    )
    const groups = got(await helpdesk.listGroups(lane)).map((group) => group.id)
    t.ok([account.groups.billing.id, account.groups.support.id].every((id) => groups.includes(id)))
    t.equal(helpdesk.capabilities.knowledge, seed.article !== null)
    if (seed.article === null) {
      t.match(await helpdesk.searchKnowledge({ text: 'x', limit: 1 }, lane), {
        failure: { kind: 'unsupported' },
      })
      t.match(await helpdesk.listArticles({}, lane), { failure: { kind: 'unsupported' } })
      return
    }
    const html = '<p>Reset your <b>password</b> &amp; try again.</p>'
    const id = seed.article({ title: 'Password', html, published: true })
    seed.article({ title: 'Password draft', html, published: false })
    matchEach(t, got(await helpdesk.searchKnowledge({ text: 'password', limit: 5 }, lane)), [
      { id, title: 'Password', text: 'Reset your password & try again.' },
    ])
    t.same(got(await helpdesk.searchKnowledge({ text: 'nonsuch', limit: 5 }, lane)), [])
    for (let at = 0; at < 130; at++) seed.article({ title: `Article ${at}`, html, published: true })
    const titles: string[] = []
    let cursor: string | null | undefined
    for (let calls = 0; cursor !== null && calls < 20; calls++) {
      const page = got(await helpdesk.listArticles(cursor === undefined ? {} : { cursor }, lane))
      titles.push(...page.articles.map(({ title }) => title))
      if (page.articles[0] !== undefined) t.match(page.articles[0], { text: /^Reset your password & try/ })
      cursor = page.next
    }
    t.equal(cursor, null)
    t.equal(titles.length, 131, 'each once, and no draft')
    t.equal(new Set(titles).size, 131)
    t.match(await helpdesk.listArticles({ cursor: 'nonsense' }, lane), { failure: { kind: 'invalid' } })
  })
}
