import type { Requester } from '../../schemas/handoff.ts'
import type { Message, Ticket } from '../../schemas/ticket.ts'
import type { AccountDesk } from '../../src/helpdesk/account-desk.ts'
import type {
  Added,
  Availability,
  CallOptions,
  Created,
  CustomerMessage,
  Failure,
  FileToAttach,
  Helpdesk,
  Read,
  TicketDraft,
  Write,
} from '../../src/helpdesk/helpdesk.ts'
import type { TicketDesk } from '../../src/helpdesk/ticket-desk.ts'

export const makeTicket = (over: Partial<Ticket> = {}): Ticket => ({
  id: '1',
  url: 'https://helpdesk.example/1',
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
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  ...over,
})

export interface ScriptedTicket {
  ticket: Ticket
  requester: Requester
  html: string
  files: FileToAttach[]
  messages: { html: string; from: 'customer' | 'agent'; files: FileToAttach[]; private: boolean }[]
}

export type Verb =
  | 'change'
  | 'listConversation'
  | Exclude<
      keyof Helpdesk,
      keyof TicketDesk | 'name' | 'vendor' | 'availability' | 'onAvailability' | 'budget' | 'close'
    >

/**
 * What one call does instead of simply working. `lose`: works, and the answer is lost. `late`: the answer is lost at once,
 * the work happens `ms` later. `refuse`: no effect. `hold`: waits for its turn until the signal aborts or `until` resolves.
 * `hang`: is sent, and answers when `until` resolves. `throw`: a defect.
 */
export type Script =
  | { kind: 'lose' }
  | { kind: 'late'; ms: number }
  | { kind: 'refuse'; failure: Failure }
  | { kind: 'vanish' }
  | { kind: 'hold'; until: Promise<void> }
  | { kind: 'hang'; until: Promise<void> }
  | { kind: 'throw' }
  | { kind: 'unmapped' }

const lost: Failure = {
  kind: 'unavailable',
  message: 'The connection broke.',
  status: null,
  code: 'ECONNRESET',
}

const uncalled = (): never => {
  throw new TypeError('The bridge does nothing of this.')
}

/** What people and programs do with tickets is none of the bridge's: a call is a defect. */
const noDesk: TicketDesk & AccountDesk = {
  capabilities: {
    findAtMost: null,
    conditions: [],
    ifUnchanged: 'read',
    idempotentCreateSeconds: null,
    changes: 'none',
    knowledge: false,
    agentAvailability: false,
    reply: false,
    attachments: true,
    account: [],
    archive: null,
  },
  findTickets: uncalled,
  findFirstTicket: uncalled,
  listConversation: uncalled,
  latestCustomerMessage: uncalled,
  reply: uncalled,
  note: uncalled,
  assign: uncalled,
  change: uncalled,
  readOrigins: uncalled,
  listAgents: uncalled,
  listGroups: uncalled,
  findPerson: uncalled,
  searchKnowledge: uncalled,
  listArticles: uncalled,
  listChangedSince: uncalled,
  requesterFacts: uncalled,
  findCompany: uncalled,
  listProducts: uncalled,
  listCannedResponses: uncalled,
  mergeTickets: uncalled,
  changeTickets: uncalled,
  findJob: uncalled,
  listSatisfactionRatings: uncalled,
  listTimeEntries: uncalled,
}

/** A help desk in memory that does what a test tells it to, call by call. */
export const createScriptedHelpdesk = () => {
  const tickets: ScriptedTicket[] = []
  const calls: { verb: Verb; lane: CallOptions['lane']; reference: string | undefined; at: number }[] = []
  const scripts = new Map<Verb, Script[]>()
  const listeners = new Set<(availability: Availability) => void>()
  let availability: Availability = { state: 'open' }

  const find = (id: string) => tickets.find(({ ticket }) => ticket.id === id)

  const play = async <T>(verb: Verb, options: CallOptions, work: () => T): Promise<Write<T>> => {
    calls.push({ verb, lane: options.lane, reference: options.reference, at: Date.now() })
    const script = scripts.get(verb)?.shift()
    // Every call takes a turn of the event loop, as a real one does.
    await new Promise((resolve) => setImmediate(resolve))
    if (script?.kind === 'hold') {
      const aborted = new Promise<'aborted'>((resolve) => {
        if (options.signal?.aborted) resolve('aborted')
        options.signal?.addEventListener('abort', () => resolve('aborted'))
      })
      const held = await Promise.race([aborted, script.until])
      if (held === 'aborted') {
        return {
          effect: 'none',
          failure: { kind: 'held', message: 'The caller stopped waiting.', retryAt: null },
        }
      }
    }
    options.onSend?.()
    switch (script?.kind) {
      case 'refuse':
        return { effect: 'none', failure: script.failure }
      case 'vanish':
        return { effect: 'unknown', failure: lost }
      case 'lose':
        work()
        return { effect: 'unknown', failure: lost }
      case 'late':
        setTimeout(work, script.ms)
        return { effect: 'unknown', failure: lost }
      case 'throw':
        throw new TypeError('a defect of the adapter')
      case 'hang':
        await script.until
        return { effect: 'done', value: work() }
      default:
        return { effect: 'done', value: work() }
    }
  }

  const read = async <T>(verb: Verb, options: CallOptions, work: () => T): Promise<Read<T>> => {
    const result = await play(verb, options, work)
    return result.effect === 'done'
      ? { ok: true, value: result.value }
      : { ok: false, failure: result.failure }
  }

  const create = (draft: TicketDraft, unmapped: Created['unmapped']): Created => {
    const id = String(tickets.length + 1)
    const { requester, subject, tags, status, files } = draft
    const ticket = makeTicket({
      id,
      url: `https://helpdesk.example/${id}`,
      subject,
      tags,
      status,
      createdAt: new Date().toISOString(),
    })
    tickets.push({ ticket, requester, html: draft.describe(unmapped), files, messages: [] })
    return { ticket: { id, url: ticket.url }, unmapped }
  }

  const say = (
    id: string,
    html: string,
    from: 'customer' | 'agent',
    files: FileToAttach[],
    isPrivate = false,
  ): Added => {
    find(id)?.messages.push({ html, from, files, private: isPrivate })
    return { id: `${id}-${find(id)?.messages.length}` }
  }

  const isUnmapped = () => scripts.get('createTicket')?.[0]?.kind === 'unmapped'

  const helpdesk: Helpdesk = {
    ...noDesk,
    name: 'main',
    vendor: 'scripted',
    createTicket: (draft, options) => {
      const unmapped: Created['unmapped'] = isUnmapped()
        ? [{ field: 'cf_x', value: 'v', why: 'unknown-field' }]
        : []
      return play('createTicket', options, () => create(draft, unmapped))
    },
    addAsCustomer: (id, message: CustomerMessage, options) =>
      play('addAsCustomer', options, () => say(id, message.html, 'customer', message.files)),
    addNote: (id, note, options) =>
      play('addNote', options, () => say(id, note.html, 'agent', [], note.private)),
    updateTicket: (id, changes, options) =>
      play('updateTicket', options, () => {
        const found = find(id)
        if (found !== undefined) {
          const { status, addTags = [] } = changes
          found.ticket = { ...found.ticket, ...(status === undefined ? {} : { status }) }
          found.ticket = { ...found.ticket, tags: [...found.ticket.tags, ...addTags] }
        }
        return null
      }),
    change: (id, changes, options) =>
      play('change', options, () => {
        const found = find(id)
        if (found === undefined) throw new Error('no such ticket')
        const { priority, addTags = [], group, agent } = changes
        found.ticket = {
          ...found.ticket,
          ...(priority === undefined ? {} : { priority }),
          ...(group === undefined ? {} : { groupId: group }),
          ...(agent === undefined ? {} : { agentId: agent }),
          tags: [...found.ticket.tags, ...addTags],
        }
        return { ticket: found.ticket, unmapped: [] }
      }),
    listConversation: (id, _page, options) =>
      read('listConversation', options, () => {
        const found = find(id)
        if (found === undefined) return null
        const description = { html: found.html, from: 'customer' as const, private: false }
        const messages = [description, ...found.messages].map((message, index): Message => {
          const { html, from, private: isPrivate } = message
          return {
            ...{ id: `${id}-${index}`, ticketId: id, authorId: null, authorName: null, attachments: [] },
            ...{ from, html, private: isPrivate, text: html, createdAt: new Date().toISOString() },
          }
        })
        return { messages, next: null }
      }),
    deleteTicket: (_id, options) => play('deleteTicket', options, () => null),
    getTicket: (id, options) => read('getTicket', options, () => find(id)?.ticket ?? null),
    findByMarker: ({ requester, marker }, options) =>
      read('findByMarker', options, () =>
        tickets
          .filter((each) => each.requester.email === requester.email && each.html.includes(marker))
          .map(({ ticket }) => ({ ticket })),
      ),
    hasMarkedMessage: (id, marker, options) =>
      read('hasMarkedMessage', options, () => {
        const found = find(id)
        return found === undefined
          ? null
          : { found: found.messages.some(({ html }) => html.includes(marker)) }
      }),
    probe: (options) => read('probe', options, () => ({ agent: { id: '1', email: null, permissions: [] } })),
    fieldSchema: (options) =>
      read('fieldSchema', options, () => ({ fields: [], types: [], statuses: [], groups: [] })),
    availability: () => availability,
    onAvailability: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    budget: () => ({
      total: null,
      remaining: null,
      allowance: 100,
      windowMs: 60_000,
      waiting: { new: 0, retry: 0, addition: 0, background: 0 },
      rateLimited: 0,
    }),
    close: async () => {},
  }

  return {
    helpdesk,
    tickets,
    calls,
    callsOf: (verb: Verb) => calls.filter((call) => call.verb === verb),
    /** The next calls of `verb` go by these, in order. */
    script: (verb: Verb, ...next: Script[]) => {
      scripts.set(verb, [...(scripts.get(verb) ?? []), ...next])
    },
    setAvailability: (next: Availability) => {
      availability = next
      for (const listener of listeners) listener(next)
    },
    listeners: () => listeners.size,
  }
}

export type ScriptedHelpdesk = ReturnType<typeof createScriptedHelpdesk>

export const shut = (reason: 'outage' | 'credentials' | 'rate-limit' = 'outage'): Availability => ({
  state: 'shut',
  reason,
  since: Date.now(),
  until: null,
  why: reason,
})
