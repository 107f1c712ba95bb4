import type { Ticket } from '../../../schemas/ticket.ts'
import type { Availability } from '../../../src/helpdesk/helpdesk.ts'
import type { Failure, Read } from '../../../src/helpdesk/outcome.ts'
import type { Beginning, ChangedTickets, ChangesFrom } from '../../../src/helpdesk/ticket-desk.ts'
import type { FoundDesk } from '../../../src/triage/find/finder.ts'
import { noon } from './open-world.ts'

export const ticketOf = (id: string, more: Partial<Ticket> = {}): Ticket => ({
  id,
  url: `https://acme.example/${id}`,
  subject: 'Factura',
  status: 'open',
  statusLabel: null,
  priority: null,
  type: null,
  tags: [],
  requesterId: '1',
  agentId: null,
  groupId: null,
  deleted: false,
  customFields: {},
  externalId: null,
  createdAt: new Date(noon).toISOString(),
  updatedAt: new Date(noon).toISOString(),
  ...more,
})

type Step = Read<ChangedTickets> | ((signal: AbortSignal | undefined) => Promise<Read<ChangedTickets>>)

export const pageOf = (
  tickets: Ticket[],
  { next = 'end', atEnd = true, told = true } = {},
): Read<ChangedTickets> => {
  const beginnings = new Map(
    tickets.map(({ id }): [string, Beginning] => [id, { from: 'customer', text: 'Hola, ana' }]),
  )
  return { ok: true, value: { tickets, next, atEnd, ...(told ? { beginnings } : {}) } }
}

export const failedWith = (failure: Failure): { ok: false; failure: Failure } => ({ ok: false, failure })

export const refusedCursor: Failure = { kind: 'invalid', message: 'No such cursor.', status: 400, faults: [] }

/** A help desk that answers as a test says, one step a call, and the last one from then on. For faults that no sandbox plays. */
export const createScriptedDesk = (...script: Step[]) => {
  const asked: ChangesFrom[] = []
  const read: string[] = []
  let listener: (availability: Availability) => void = () => {}
  let state: Availability = { state: 'open' }
  let beginning: (id: string) => Promise<Read<Beginning | null>> = async () => ({
    ok: true,
    value: { from: 'customer', text: 'La factura' },
  })
  const helpdesk: FoundDesk = {
    name: 'main',
    vendor: 'scripted',
    capabilities: {
      findAtMost: null,
      conditions: [],
      ifUnchanged: 'vendor',
      idempotentCreateSeconds: null,
      changes: 'cursor',
      knowledge: false,
      agentAvailability: false,
      reply: true,
      attachments: false,
      account: [],
      archive: null,
    },
    listChangedSince: async (from, { signal }) => {
      const step = script[Math.min(asked.length, script.length - 1)]
      asked.push(from)
      if (step === undefined) throw new Error('There is no script.')
      return typeof step === 'function' ? step(signal) : step
    },
    listConversation: async (ticketId) => {
      read.push(ticketId)
      const found = await beginning(ticketId)
      if (!found.ok) return found
      if (found.value === null) return { ok: true, value: null }
      const { from, text } = found.value
      const message = { id: '1', ticketId, from, text, authorId: null, authorName: null, private: false }
      const createdAt = new Date(noon).toISOString()
      return {
        ok: true,
        value: { messages: [{ ...message, html: text, attachments: [], createdAt }], next: null },
      }
    },
    listGroups: async () => failedWith({ kind: 'forbidden', message: 'No.', status: 403, code: null }),
    getTicket: async (id) => ({ ok: true, value: ticketOf(id) }),
    availability: () => state,
    onAvailability: (each) => {
      listener = each
      return () => {
        listener = () => {}
      }
    },
  }
  return {
    helpdesk,
    asked,
    read,
    turn(availability: Availability) {
      state = availability
      listener(availability)
    },
    begin(by: typeof beginning) {
      beginning = by
    },
  }
}
