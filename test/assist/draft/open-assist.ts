import type { Test } from 'tap'
import { assistSchema } from '../../../schemas/assist-configuration.ts'
import type { Message, Ticket } from '../../../schemas/ticket.ts'
import type { DraftEvent, DraftWithVersions, GenerateOrder } from '../../../src/assist/assist.ts'
import { createAssist } from '../../../src/assist/create-assist.ts'
import { createKnowledge } from '../../../src/assist/knowledge/create-knowledge.ts'
import type { Knowledge } from '../../../src/assist/knowledge/knowledge.ts'
import { createKnowledgeStore } from '../../../src/assist/knowledge/store/create-knowledge-store.ts'
import type { LanguageModel } from '../../../src/assist/llm/language-model.ts'
import { loadPlaybooks } from '../../../src/assist/playbooks/load-playbooks.ts'
import type { Tickets } from '../../../src/tickets/tickets.ts'
import { scripted } from '../../desk/scripted.ts'
import { silent } from '../../ledger/silent.ts'
import { createManualClock } from '../../manual-clock.ts'
import { openSqliteStore } from '../../tickets/open-sqlite-store.ts'

export const at = { helpdesk: 'fresh', ticketId: '7' }

const aTicket = (subject: string | null): Ticket => ({
  id: '7',
  url: 'https://acme.freshdesk.com/a/tickets/7',
  subject,
  status: 'open',
  statusLabel: null,
  priority: null,
  type: null,
  tags: [],
  requesterId: '70',
  agentId: null,
  groupId: null,
  deleted: false,
  customFields: {},
  externalId: null,
  createdAt: '2026-11-20T10:00:00Z',
  updatedAt: '2026-11-20T10:00:00Z',
})

export const aMessage = (text: string, change: Partial<Message> = {}): Message => ({
  id: '1',
  ticketId: '7',
  from: 'customer',
  authorId: '70',
  authorName: 'Marta Ruiz',
  private: false,
  html: '',
  text,
  attachments: [],
  createdAt: '2026-11-20T10:00:00Z',
  ...change,
})

export interface OpenAssistOptions {
  subject?: string | null
  messages?: Message[]
  model?: LanguageModel | null
  llmOff?: () => boolean
  knowledge?: Knowledge
  settings?: Record<string, unknown>
}

/** The assist over a real store and the playbooks that ship, with a ticket that can only be read. */
export const openAssist = async (t: Test, options: OpenAssistOptions = {}) => {
  const database = await openSqliteStore(t)
  const clock = createManualClock(Date.UTC(2026, 10, 21, 12))
  const tickets = scripted<Tickets>('tickets', {
    show: async () => ({ ok: true, value: aTicket(options.subject ?? null) }),
    conversation: async () => ({ ok: true, value: { messages: options.messages ?? [], next: null } }),
  })
  const assist = createAssist({
    config: { assist: assistSchema.parse({ company: 'Acme', ...options.settings }) },
    database,
    tickets,
    knowledge: options.knowledge ?? (await openKnowledge(t)),
    model: options.model ?? null,
    llmOff: options.llmOff ?? (() => false),
    clock,
    logger: silent,
    random: () => 0.123456789,
  })
  const order = (change: Partial<GenerateOrder> = {}): GenerateOrder => ({
    ...at,
    language: null,
    agentName: 'Luis Gil',
    who: 'user:luis@example.com',
    withSecrets: false,
    signal: new AbortController().signal,
    ...change,
  })
  const generate = async (change: Partial<GenerateOrder> = {}) => gather(assist.generate(order(change)))
  const refine = async (
    draft: DraftWithVersions,
    instruction: string,
    change: { text?: string; from?: number; withSecrets?: boolean; signal?: AbortSignal } = {},
  ) => {
    const newest = draft.versions.at(-1)
    return gather(
      assist.refine({
        draftId: draft.id,
        instruction,
        text: newest?.content.response ?? '',
        from: draft.latest,
        who: 'user:luis@example.com',
        withSecrets: false,
        signal: new AbortController().signal,
        ...change,
      }),
    )
  }
  return { assist, database, clock, order, generate, refine }
}

/** Everything that was told, and the draft that came of it. */
export const gather = async (events: AsyncIterable<DraftEvent>) => {
  const all: DraftEvent[] = []
  for await (const event of events) all.push(event)
  const last = all.at(-1)
  const draft = last?.kind === 'draft' ? last.draft : null
  return {
    events: all,
    draft,
    content: draft?.versions.at(-1)?.content ?? null,
    notices: all.flatMap((event) => (event.kind === 'notice' ? [event.code] : [])),
    told: all.reduce(
      (told, event) => (event.kind === 'text' ? told + event.text : event.kind === 'again' ? '' : told),
      '',
    ),
    failure: last?.kind === 'failed' ? last.code : null,
  }
}

/** The real index over the playbooks that ship. */
export const openKnowledge = async (t: Test): Promise<Knowledge> => {
  const knowledge = createKnowledge({
    store: createKnowledgeStore({ database: await openSqliteStore(t) }),
    playbooks: () => loadPlaybooks({ folder: undefined, shipped: true }),
    encoder: null,
    clock: createManualClock(Date.UTC(2026, 10, 21, 12)),
    logger: silent,
    random: () => 0.5,
  })
  await knowledge.refresh()
  t.teardown(() => knowledge.stop())
  return knowledge
}
