import { http } from 'msw'
import type { Test } from 'tap'
import { helpdeskSchema } from '../../schemas/configuration.ts'
import type { TicketStatus } from '../../schemas/ticket.ts'
import { createFreshdeskHelpdesk } from '../../src/helpdesk/freshdesk/create-freshdesk-helpdesk.ts'
import { type Clock, systemClock } from '../../src/ops/clock.ts'
import type { Account, StoredContact, StoredTicket } from '../../src/sandbox/freshdesk/account.ts'
import { createFreshdeskSandbox } from '../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import type { Permission } from '../../src/sandbox/freshdesk/options.ts'
import { convertToText, sanitiseHtml } from '../../src/sandbox/freshdesk/sanitise-html.ts'
import { serveSandbox } from '../../src/sandbox/serve-sandbox.ts'
import { createLogLines } from '../helpdesk/freshdesk/open-test-helpdesk.ts'
import { createPassThroughGovernor } from '../helpdesk/pass-through-governor.ts'
import { addContact, createFreshdeskAround } from './freshdesk-around.ts'
import type { HelpdeskFaults, HelpdeskHarness, Look, OpenOptions, Seed, SeedTicket } from './harness.ts'

const statuses: Record<TicketStatus, number> = { open: 2, pending: 3, solved: 4, closed: 5, other: 8 }
const priorities = { low: 1, medium: 2, high: 3, urgent: 4 }
const permissions: Record<NonNullable<OpenOptions['permissions']>, readonly Permission[] | undefined> = {
  all: undefined,
  read: ['tickets:view', 'contacts:view', 'agents:view', 'solutions:view'],
  none: [],
}

/** Real time, moved on by hand as well. */
const createShiftedClock = () => {
  let shift = 0
  const clock: Clock = { ...systemClock, now: () => Date.now() + shift }
  return {
    clock,
    later: (ms: number) => {
      shift += ms
    },
  }
}

export const openFreshdesk = async (t: Test, options: OpenOptions = {}) => {
  const { clock, later } = createShiftedClock()
  const allowed = permissions[options.permissions ?? 'all']
  const sandbox = createFreshdeskSandbox({
    clock,
    jobDelayMs: 120,
    apiKeys: { 'sandbox-key': allowed === undefined ? {} : { permissions: allowed } },
    limits: { total: 100_000, create: null, update: null, listTickets: null, listContacts: null },
    agents: [
      { name: 'Ana Ruiz', email: 'ana@acme.example' },
      { name: 'Luis Gil', email: 'luis@acme.example', available: false },
    ],
    groups: [
      { name: 'Facturación', agents: ['ana@acme.example'] },
      { name: 'Soporte', agents: ['luis@acme.example'] },
    ],
    solutions: [{ name: 'Help', folders: [{ name: 'All', articles: [] }] }],
    fields: {
      statuses: [
        { id: 2, label: 'Open' },
        { id: 3, label: 'Pending' },
        { id: 4, label: 'Resolved' },
        { id: 5, label: 'Closed' },
        { id: 8, label: 'Esperando al almacén' },
      ],
      custom: [
        { name: 'cf_order_number', label: 'Nº de pedido', kind: 'text' },
        { name: 'cf_channel', label: 'Canal', kind: 'dropdown', choices: ['Teléfono', 'Web'] },
      ],
    },
  })
  const { account } = sandbox
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
  const config = helpdeskSchema.parse({
    vendor: 'freshdesk',
    baseUrl: served.url,
    apiKey: 'sandbox-key',
    timeouts: { connect: timeout, request: timeout },
  })
  if (config.vendor !== 'freshdesk') throw new TypeError('not Freshdesk')
  const governor = createPassThroughGovernor()
  const helpdesk = createFreshdeskHelpdesk({
    name: 'main',
    config,
    governor,
    clock,
    logger: createLogLines().logger,
    observe: () => {},
  })
  t.teardown(async () => {
    await helpdesk.close()
    await served.close()
  })

  const [ana, luis] = account.agents.values()
  const [billing, support] = account.groups.values()
  if (!ana || !luis || !billing || !support) throw new Error('the account is not as it should be')
  const named = <T extends { id: number }>({ id, ...rest }: T) => ({ ...rest, id: String(id) })

  const faults: HelpdeskFaults = {
    on: async (phase, kind) => {
      const methods = kind === 'reads' ? ['GET'] : ['POST', 'PUT', 'DELETE']
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
      for (const method of methods) sandbox.faults.add(effect[phase], { method })
    },
    limit: (retryAfter, kind) => {
      for (const method of kind === 'reads' ? ['GET'] : ['POST', 'PUT', 'DELETE']) {
        sandbox.faults.add({ kind: 'rate-limit', retryAfter }, { method })
      }
    },
    refuse: (how, kind) => {
      for (const method of kind === 'reads' ? ['GET'] : ['POST', 'PUT', 'DELETE']) {
        sandbox.faults.add({ kind: how === 'forbidden' ? 'forbidden' : 'unauthorized' }, { method })
      }
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
      groups: { billing: named(billing), support: named(support) },
      ownStatusLabel: 'Esperando al almacén',
      textField: 'cf_order_number',
      choiceField: { name: 'cf_channel', choice: 'Teléfono' },
      types: ['Question', 'Incident'] as [string, string],
      searchCap: 300,
    },
    seed: createSeed(account, clock, ana.id),
    look: createLook(account, sandbox.requests),
    around: createFreshdeskAround(account, clock),
    faults,
    later,
  }
}

export const freshdeskHarness: HelpdeskHarness = { vendor: 'freshdesk', open: openFreshdesk }

const createSeed = (account: Account, clock: Clock, agentId: number): Seed => {
  const contactOf = (email: string): StoredContact => {
    const known = [...account.contacts.values()].find((contact) => contact.email === email)
    if (known !== undefined) return known
    const name = email.startsWith('marta') ? 'Marta' : email
    return addContact(account, clock.now(), { name, email })
  }

  /** The index knows of it two minutes later, as the sandbox's own changes. */
  const index = (ticket: StoredTicket) => {
    const { indexed, ...copy } = ticket
    indexed.push({ visibleAt: clock.now() + 120_000, ticket: structuredClone(copy) })
  }
  const find = (id: string): StoredTicket => {
    const ticket = account.tickets.get(Number(id))
    if (ticket === undefined) throw new Error(`no ticket ${id}`)
    return ticket
  }
  const touch = (id: string, changes: Partial<StoredTicket>) => {
    const ticket = Object.assign(find(id), { updatedAt: clock.now() }, changes)
    index(ticket)
  }

  const addTicket = (given: SeedTicket): string => {
    const now = clock.now()
    const id = account.nextTicketId()
    const description = sanitiseHtml(given.html ?? '<p>No puedo entrar</p>')
    const createdAt = now - (given.createdAgoMs ?? given.updatedAgoMs ?? 0)
    const ticket: StoredTicket = {
      id,
      subject: given.subject ?? 'No puedo entrar',
      description,
      descriptionText: convertToText(description),
      status: statuses[given.status ?? 'open'],
      priority: priorities[given.priority ?? 'low'],
      source: 2,
      type: given.type ?? null,
      requesterId: contactOf(given.requester ?? 'marta@example.com').id,
      responderId: given.agent === undefined ? null : Number(given.agent),
      groupId: given.group === undefined ? null : Number(given.group),
      companyId: null,
      productId: null,
      emailConfigId: null,
      ccEmails: [],
      tags: [...(given.tags ?? [])],
      customFields: { cf_order_number: null, cf_channel: null, ...given.customFields },
      attachmentIds: [],
      dueBy: null,
      frDueBy: null,
      spam: false,
      deleted: false,
      archived: false,
      associationType: null,
      associatedTickets: [],
      createdAt,
      updatedAt: now - (given.updatedAgoMs ?? given.createdAgoMs ?? 0),
      stats: {
        agentRespondedAt: null,
        requesterRespondedAt: null,
        firstRespondedAt: null,
        statusUpdatedAt: createdAt,
        reopenedAt: null,
        resolvedAt: null,
        closedAt: null,
        pendingSince: null,
      },
      indexed: [],
    }
    account.tickets.set(id, ticket)
    index(ticket)
    return String(id)
  }

  return {
    ticket: (given = {}) => addTicket(given),
    message: (ticketId, { from, html, private: isPrivate = false, files = [] }) => {
      const ticket = find(ticketId)
      const id = account.nextId()
      const body = sanitiseHtml(html)
      const at = clock.now()
      account.conversations.set(id, {
        id,
        ticketId: ticket.id,
        body,
        bodyText: convertToText(body),
        incoming: from === 'customer',
        private: isPrivate,
        userId: from === 'customer' ? ticket.requesterId : agentId,
        source: from === 'customer' || isPrivate ? 2 : 0,
        fromEmail: null,
        toEmails: [],
        ccEmails: [],
        bccEmails: [],
        attachmentIds: files.map((file) => {
          const attachmentId = account.nextId()
          const bytes = Uint8Array.from(file.bytes)
          account.attachments.set(attachmentId, {
            ...file,
            bytes,
            id: attachmentId,
            ticketId: ticket.id,
            createdAt: at,
          })
          return attachmentId
        }),
        createdAt: at,
        updatedAt: at,
      })
      touch(ticketId, {})
      return String(id)
    },
    edit: (ticketId, { tags, status, subject }) =>
      touch(ticketId, {
        ...(tags === undefined ? {} : { tags }),
        ...(status === undefined ? {} : { status: statuses[status] }),
        ...(subject === undefined ? {} : { subject }),
      }),
    remove: (ticketId) => touch(ticketId, { deleted: true }),
    spam: (ticketId) => touch(ticketId, { spam: true }),
    archive: (ticketId) => {
      Object.assign(find(ticketId), { archived: true, status: statuses.closed })
    },
    merge: (ticketId) => touch(ticketId, { status: statuses.closed }),
    article: ({ title, html, published }) => {
      const id = account.nextId()
      const [folder] = account.folders.values()
      if (folder === undefined) throw new Error('no folder')
      const { id: folderId, categoryId } = folder
      const own = { id, title, description: html, status: published ? 2 : 1, tags: [], agentId }
      account.articles.set(id, { ...own, folderId, categoryId, createdAt: clock.now() })
      return String(id)
    },
  }
}

const createLook = (account: Account, requests: readonly { method: string }[]): Look => ({
  tickets: () => account.tickets.size,
  messages: (ticketId) =>
    [...account.conversations.values()]
      .filter((entry) => entry.ticketId === Number(ticketId))
      .map((entry) => ({
        html: entry.body,
        private: entry.private,
        from: entry.incoming ? 'customer' : 'agent',
        files: entry.attachmentIds.map((id) => account.attachments.get(id)?.name ?? ''),
        cc: entry.ccEmails,
      })),
  tags: (ticketId) => account.tickets.get(Number(ticketId))?.tags ?? [],
  status: (ticketId) => {
    const id = account.tickets.get(Number(ticketId))?.status
    const entry = Object.entries(statuses).find(([, value]) => value === id)
    return (
      (['open', 'pending', 'solved', 'closed'] as const).find((status) => status === entry?.[0]) ?? 'other'
    )
  },
  calls: () => ({
    all: requests.length,
    writes: requests.filter((call) => call.method !== 'GET').length,
  }),
})
