import type { DraftContent } from '../../../schemas/draft.ts'
import type {
  Assist,
  AssistStatus,
  DraftEvent,
  DraftQuality,
  DraftVersion,
  DraftWithVersions,
} from '../../../src/assist/assist.ts'
import type { LlmCall } from '../../../src/assist/llm/language-model.ts'
import { scripted } from '../scripted.ts'

export const content = (change: Partial<DraftContent> = {}): DraftContent => ({
  response:
    'Hola, Marta:\n\nReinicia el router y dinos tu número de pedido [número de pedido].\n\nUn saludo,\nAna',
  statements: [
    { text: 'Hola, Marta:', kind: 'greeting', sources: [] },
    { text: 'Reinicia el router.', kind: 'claim', sources: ['playbook:wi-fi:es'] },
    { text: 'Tarda tres minutos.', kind: 'claim', sources: [] },
  ],
  technical: {
    rootCause: [{ text: 'The router <b>lost</b> its lease.', kind: 'claim', sources: ['conversation'] }],
    diagnosticSteps: [{ text: 'Run `ping 10.0.0.1` first.', kind: 'claim', sources: ['playbook:wi-fi:es'] }],
    resolution: [
      { text: 'Run `ip link set eth0 up`.', kind: 'claim', sources: ['playbook:wi-fi:es'] },
      { text: 'Restart the service.', kind: 'claim', sources: [] },
    ],
    requirements: [],
    complications: [],
    followUp: [],
    links: [
      { title: 'Manual', url: 'https://docs.example.com/router' },
      { title: 'Not a link', url: 'javascript:alert(1)' },
    ],
  },
  questions: ['¿Desde cuándo pasa?'],
  outcome: 'needs-follow-up',
  missing: ['número de pedido'],
  sources: [
    { id: 'playbook:wi-fi:es', kind: 'playbook', title: 'Wi-Fi', url: null },
    { id: 'conversation', kind: 'conversation', title: 'conversation', url: null },
  ],
  language: 'es',
  ...change,
})

export const aVersion = (change: Partial<DraftVersion> = {}): DraftVersion => ({
  number: 1,
  at: Date.UTC(2026, 10, 20, 11),
  who: 'user:agent@example.com',
  kind: 'generated',
  instruction: null,
  madeBy: 'llm:tiny',
  content: content(),
  ...change,
})

export const aDraft = (change: Partial<DraftWithVersions> = {}): DraftWithVersions => ({
  id: 'dr_1',
  helpdesk: 'main',
  ticketId: '7',
  createdAt: Date.UTC(2026, 10, 20, 11),
  createdBy: 'user:agent@example.com',
  state: 'open',
  latest: 1,
  endedAt: null,
  versions: [aVersion()],
  ...change,
})

/** Drafts in memory; what is generated or refined is told by the test. */
export const createScriptedAssist = (
  given: {
    drafts?: DraftWithVersions[]
    llm?: AssistStatus['llm']
    calls?: LlmCall[]
    quality?: DraftQuality[]
  } = {},
) => {
  const drafts = given.drafts ?? []
  const asked: Record<string, unknown>[] = []
  const sent: unknown[] = []
  let write: (signal: AbortSignal) => AsyncIterable<DraftEvent> = async function* () {
    const draft = aDraft()
    drafts.unshift(draft)
    yield { kind: 'text', text: 'Hola,\n' }
    yield { kind: 'text', text: ' Marta <b>' }
    yield { kind: 'draft', draft }
  }

  const add = (draft: DraftWithVersions, version: Partial<DraftVersion>): void => {
    draft.latest += 1
    draft.versions.push(aVersion({ number: draft.latest, ...version }))
  }
  const get = (id: string) => drafts.find((draft) => draft.id === id)

  const assist = scripted<Assist>('assist', {
    ofTicket: async ({ helpdesk, ticketId }) =>
      drafts.filter((draft) => draft.helpdesk === helpdesk && draft.ticketId === ticketId),
    find: async (id) => get(id) ?? null,
    generate: (order) => {
      asked.push({ ...order, signal: null })
      return write(order.signal)
    },
    refine: (order) => {
      asked.push({ ...order, signal: null })
      return write(order.signal)
    },
    edit: async ({ draftId, text, from, who }) => {
      const draft = get(draftId)
      if (draft === undefined) return { kind: 'not-found' }
      if (draft.state !== 'open') return { kind: 'ended' }
      const newest = draft.versions.at(-1)
      if (newest?.content.response === text) return { kind: 'same', draft }
      if (from !== draft.latest) return { kind: 'behind', draft }
      add(draft, { kind: 'edited', madeBy: null, who, content: content({ response: text }) })
      return { kind: 'kept', draft }
    },
    restore: async ({ draftId, number, who }) => {
      const draft = get(draftId)
      const former = draft?.versions.find((version) => version.number === number)
      if (draft === undefined || former === undefined) return null
      add(draft, { kind: 'restored', who, content: former.content })
      return draft
    },
    reject: async (id) => {
      const draft = get(id)
      if (draft !== undefined) draft.state = 'rejected'
    },
    sent: async (id, version, text) => {
      sent.push({ id, version, text })
      const draft = get(id)
      if (draft !== undefined) draft.state = 'sent'
    },
    status: async () => ({
      llm: given.llm ?? 'off',
      knowledge: {
        entries: { playbook: 20, article: 0, canned: 0, ticket: 0 },
        readAt: null,
        problems: [],
        vectors: null,
      },
    }),
    calls: async () => given.calls ?? [],
    quality: async () => given.quality ?? [],
  })
  return {
    assist,
    drafts,
    asked,
    sent,
    writes: (next: typeof write) => {
      write = next
    },
  }
}
