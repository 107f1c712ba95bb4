import type { Classification } from '../../schemas/classification.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { aHandoff, anEntry } from '../ledger/new-entry.ts'
import type { ManualClock } from '../manual-clock.ts'

const dayMs = 86_400_000
const oddText = 'NUL \0, a lone surrogate \ud800, 🦜, "quotes", \\back\\slash, {braces}, \t\n, ñandú'

export const aTicket = (id: string) =>
  ({ id, url: `https://desk.example.org/${id}`, action: 'created' }) as const

export const aClassification = (category: string): Classification => ({
  category,
  type: null,
  group: null,
  priority: null,
  tags: ['ñ'],
  customFields: { cf_text: oddText },
  decidedBy: 'rule',
  confidence: null,
  reasons: [{ code: 'nothing' }],
})

/** Puts hand-offs by real verbs, so that there is one in every state, with everything that a row can hold. Ends with none due. */
export const fillStore = async (ledger: Ledger, clock: ManualClock): Promise<void> => {
  const put = (key: string, change: Parameters<typeof anEntry>[1] = {}) => ledger.put(anEntry(key, change))
  const claim = (limit: number) =>
    ledger.claim({ helpdesk: 'main', owner: 'worker-1', limit, leaseMs: 60_000 })

  for (const key of ['delivered', 'parked', 'waiting', 'dismissed', 'delivering']) {
    await put(key, { handoff: aHandoff({ summary: `${key}: ${oddText}` }) })
    await clock.advance(1000)
  }
  const [first, second, third, fourth, fifth] = await claim(5)
  if (!first || !second || !third || !fourth || !fifth) throw new Error('They were not all claimed.')
  await ledger.recordClassification(first, aClassification('access'))
  await ledger.markWrite(first, { kind: 'create', at: clock.now() })
  await ledger.complete(first, { ticket: aTicket('1'), flags: ['unmapped-fields'], why: oddText })
  await ledger.park(second, oddText)
  await ledger.retryLater(third, { dueAt: clock.now() + dayMs, why: 'busy', failed: true })
  await ledger.retryLater(fourth, { dueAt: clock.now() + dayMs, why: 'busy', failed: false })
  await ledger.dismiss(fourth.entry.id, oddText, 'carmen')
  await ledger.markWrite(fifth, { kind: 'add', ticketId: '7', at: clock.now() })

  clock.jump(dayMs)
  await put('refused', { refusal: { why: oddText } })
  await put('another bot', { source: 'zapier', helpdesk: 'other' })
}
