import { http } from 'msw'
import type { Test } from 'tap'
import { zendeskSchema } from '../../schemas/configuration.ts'
import type { TicketStatus } from '../../schemas/ticket.ts'
import { createZendeskHelpdesk } from '../../src/helpdesk/zendesk/create-zendesk-helpdesk.ts'
import { type Clock, systemClock } from '../../src/ops/clock.ts'
import { serveSandbox } from '../../src/sandbox/serve-sandbox.ts'
import type { Account, StoredTicket, StoredUser } from '../../src/sandbox/zendesk/account.ts'
import { createZendeskSandbox } from '../../src/sandbox/zendesk/create-zendesk-sandbox.ts'
import { stateOf } from '../../src/sandbox/zendesk/tickets/change-state.ts'
import { plainText, sanitiseHtml } from '../../src/sandbox/zendesk/tickets/sanitise-html.ts'
import { createLogLines } from '../helpdesk/freshdesk/open-test-helpdesk.ts'
import { createPassThroughGovernor } from '../helpdesk/pass-through-governor.ts'
import type { HelpdeskFaults, HelpdeskHarness, Look, OpenOptions, Seed, SeedTicket } from './harness.ts'
import { addPerson, createZendeskAround } from './zendesk-around.ts'

const statuses = {
  open: 'open',
  pending: 'pending',
  solved: 'solved',
  closed: 'closed',
  other: 'hold',
} as const
const priorities = { low: 'low', medium: 'normal', high: 'high', urgent: 'urgent' } as const
const all = ['GET', 'POST', 'PUT', 'DELETE']
const methodsOf = (kind: 'reads' | 'writes') =>
  all.filter((method) => (method === 'GET') === (kind === 'reads'))

export const openZendesk = async (t: Test, options: OpenOptions = {}) => {
  // Real time, moved on by hand as well.
  let shift = 0
  const clock: Clock = { ...systemClock, now: () => Date.now() + shift }
  const sandbox = createZendeskSandbox({
    clock,
    jobDelayMs: 120,
    limits: { total: 100_000, updates: null, users: null, incremental: null },
    agents: [
      { name: 'Ana Ruiz', email: 'ana@acme.example' },
      { name: 'Luis Gil', email: 'luis@acme.example' },
    ],
    groups: [
      { name: 'Facturación', agents: ['ana@acme.example'] },
      { name: 'Soporte', agents: ['luis@acme.example'] },
    ],
    fields: [
      { title: 'Nº de pedido', type: 'text' },
      {
        title: 'Canal',
        type: 'tagger',
        options: [
          { name: 'canal_telefono', value: 'canal_telefono' },
          { name: 'canal_web', value: 'canal_web' },
        ],
      },
    ],
  })
  const { account } = sandbox
  const permissions = options.permissions ?? 'all'
  if (permissions !== 'all') {
    const methods = permissions === 'none' ? all : methodsOf('writes')
    for (const method of methods) sandbox.faults.add({ kind: 'forbidden' }, { method })
  }
  let beforeWrite: (() => void) | null = null
  const watch = http.all('*', ({ request }) => {
    if (request.method !== 'GET' && beforeWrite !== null) {
      const act = beforeWrite
      beforeWrite = null
      act()
    }
    return undefined
  })
  const served = await serveSandbox({ sandbox: { ...sandbox, handlers: [watch, ...sandbox.handlers] } })
  const timeout = `${options.requestTimeoutMs ?? 20_000}ms`
  const governor = createPassThroughGovernor()
  const helpdesk = createZendeskHelpdesk({
    name: 'main',
    config: zendeskSchema.parse({
      vendor: 'zendesk',
      baseUrl: served.url,
      email: 'ana@acme.example',
      apiToken: 'sandbox-token',
      timeouts: { connect: timeout, request: timeout },
    }),
    governor,
    clock,
    logger: createLogLines().logger,
    observe: () => {},
  })
  t.teardown(async () => {
    await helpdesk.close()
    await served.close()
  })

  const [ana, luis] = account.users.values()
  const [billing, support] = account.groups.values()
  if (!ana || !luis || !billing || !support) throw new Error('the account is not as it should be')
  const named = ({ id, name, email }: StoredUser) => ({ id: String(id), name, email: email ?? '' })
  const fieldId = (title: string) =>
    String([...account.fields.values()].find((field) => field.title === title)?.id)

  const faults: HelpdeskFaults = {
    on: async (phase, kind) => {
      if (phase === 'before-connect') {
        sandbox.faults.down()
        await served.stopListening()
        // Connections that were kept are dead now, and each is found out by the next call on it.
        for (;;) {
          const probe = await helpdesk.probe({ lane: 'background' })
          if (!probe.ok && 'code' in probe.failure && probe.failure.code === 'ECONNREFUSED') return
        }
      }
      const effect = {
        'before-work': { kind: 'drop' },
        'after-send': { kind: 'act-then-drop' },
        silence: { kind: 'act-then-hang' },
        'mid-answer': { kind: 'half-answer' },
        error: { kind: 'act-then-status', status: 502, body: 'html' },
      } as const
      for (const method of methodsOf(kind)) sandbox.faults.add(effect[phase], { method })
    },
    limit: (retryAfter, kind) => {
      for (const method of methodsOf(kind)) sandbox.faults.add({ kind: 'rate-limit', retryAfter }, { method })
    },
    refuse: (how, kind) => {
      for (const method of methodsOf(kind))
        sandbox.faults.add({ kind: how === 'forbidden' ? 'forbidden' : 'unauthorized' }, { method })
    },
    beforeNextWrite: (act) => {
      beforeWrite = act
    },
    clear: async () => {
      sandbox.faults.clear()
      await served.resume()
    },
  }

  return {
    helpdesk,
    sandbox,
    governor,
    account: {
      agents: { ana: named(ana), luis: named(luis) },
      groups: {
        billing: { id: String(billing.id), name: billing.name },
        support: { id: String(support.id), name: support.name },
      },
      ownStatusLabel: 'On-hold',
      textField: fieldId('Nº de pedido'),
      choiceField: { name: fieldId('Canal'), choice: 'canal_telefono' },
      types: ['question', 'incident'] as [string, string],
      searchCap: null,
    },
    seed: createSeed(account, clock, ana.id),
    look: createLook(account, sandbox.requests),
    around: createZendeskAround(account, clock),
    faults,
    later: (ms: number) => {
      shift += ms
    },
  }
}

export const zendeskHarness: HelpdeskHarness = { vendor: 'zendesk', open: openZendesk }

const createSeed = (account: Account, clock: Clock, agentId: number): Seed => {
  const userOf = (email: string): StoredUser => {
    const known = [...account.users.values()].find((user) => user.email === email)
    if (known !== undefined) return known
    const name = email.startsWith('marta') ? 'Marta' : email
    return addPerson(account, clock.now(), { name, email })
  }
  const find = (id: string): StoredTicket => {
    const ticket = account.tickets.get(Number(id))
    if (ticket === undefined) throw new Error(`no ticket ${id}`)
    return ticket
  }
  const touch = (id: string, changes: Partial<StoredTicket>) => {
    const ticket = Object.assign(find(id), { updatedAt: clock.now() }, changes)
    ticket.generatedAt = Math.floor(clock.now() / 1000)
    ticket.indexed.push({ at: clock.now(), state: stateOf(ticket) })
  }
  const say = (
    ticketId: number,
    authorId: number,
    given: { html: string; private?: boolean; at: number },
  ) => {
    const id = account.nextId()
    const htmlBody = sanitiseHtml(given.html)
    const own = { id, ticketId, authorId, public: given.private !== true, createdAt: given.at }
    const comment = { ...own, htmlBody, plainBody: plainText(htmlBody), files: [], cc: [] }
    account.comments.set(id, comment)
    return id
  }

  const addTicket = (given: SeedTicket): string => {
    const now = clock.now()
    const id = account.nextTicketId()
    const html = given.html ?? '<p>No puedo entrar</p>'
    const createdAt = now - (given.createdAgoMs ?? given.updatedAgoMs ?? 0)
    const updatedAt = now - (given.updatedAgoMs ?? given.createdAgoMs ?? 0)
    const requesterId = userOf(given.requester ?? 'marta@example.com').id
    const ticket: StoredTicket = {
      id,
      submitterId: requesterId,
      description: plainText(sanitiseHtml(html)),
      createdAt,
      generatedAt: Math.floor(updatedAt / 1000),
      archived: false,
      indexed: [],
      subject: given.subject ?? 'No puedo entrar',
      status: statuses[given.status ?? 'open'],
      customStatusId: null,
      priority: priorities[given.priority ?? 'low'],
      type: given.type ?? null,
      requesterId,
      assigneeId: given.agent === undefined ? null : Number(given.agent),
      groupId: given.group === undefined ? null : Number(given.group),
      brandId: null,
      externalId: null,
      tags: [...(given.tags ?? [])],
      fields: { ...given.customFields },
      updatedAt,
    }
    account.tickets.set(id, ticket)
    say(id, requesterId, { html, at: createdAt })
    ticket.indexed.push({ at: now, state: stateOf(ticket) })
    return String(id)
  }

  return {
    ticket: (given = {}) => addTicket(given),
    message: (ticketId, { from, html, private: isPrivate = false, files = [] }) => {
      const ticket = find(ticketId)
      const author = from === 'customer' ? ticket.requesterId : agentId
      const id = say(ticket.id, author, { html, private: isPrivate, at: clock.now() })
      account.comments
        .get(id)
        ?.files.push(
          ...files.map((file) => ({ ...file, id: account.nextId(), bytes: Uint8Array.from(file.bytes) })),
        )
      touch(ticketId, {})
      return String(id)
    },
    edit: (ticketId, { tags, status, subject }) =>
      touch(ticketId, {
        ...(tags === undefined ? {} : { tags }),
        ...(status === undefined ? {} : { status: statuses[status] }),
        ...(subject === undefined ? {} : { subject }),
      }),
    remove: (ticketId) => touch(ticketId, { status: 'deleted' }),
    spam: null,
    archive: (ticketId) => {
      touch(ticketId, { archived: true, status: 'closed' })
    },
    merge: (ticketId) => touch(ticketId, { status: 'closed' }),
    article: ({ title, html, published }) => {
      const id = account.nextId()
      const own = { id, title, body: html, locale: 'en-us', draft: !published }
      account.articles.set(id, { ...own, updatedAt: clock.now() })
      return String(id)
    },
  }
}

const createLook = (account: Account, requests: readonly { method: string }[]): Look => ({
  tickets: () => account.tickets.size,
  messages: (ticketId) => {
    const requester = account.tickets.get(Number(ticketId))?.requesterId
    return [...account.comments.values()]
      .filter((comment) => comment.ticketId === Number(ticketId))
      .slice(1)
      .map((comment) => ({
        html: comment.htmlBody,
        private: !comment.public,
        from: comment.authorId === requester ? 'customer' : 'agent',
        files: comment.files.map(({ name }) => name),
        cc: comment.cc,
      }))
  },
  tags: (ticketId) => account.tickets.get(Number(ticketId))?.tags ?? [],
  status: (ticketId): TicketStatus => {
    const status = account.tickets.get(Number(ticketId))?.status
    if (status === 'new') return 'open'
    return (['open', 'pending', 'solved', 'closed'] as const).find((each) => each === status) ?? 'other'
  },
  calls: () => ({
    all: requests.length,
    writes: requests.filter((call) => call.method !== 'GET').length,
  }),
})
