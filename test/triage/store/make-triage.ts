import type { Left, Prediction } from '../../../schemas/triage.ts'
import type { FeedPage, SeenTicket } from '../../../src/triage/triage-store.ts'

export const noon = Date.UTC(2026, 10, 21, 12)
export const minuteMs = 60_000
export const dayMs = 86_400_000

export const aPrediction = (change: Partial<Prediction> = {}): Prediction => ({
  category: 'billing',
  isDecided: true,
  confidence: 0.91,
  decidedBy: 'model',
  runnerUp: 'technical',
  model: 'starter',
  language: 'es',
  values: { group: 'Billing', priority: 'high', type: 'Question' },
  priorityConfidence: null,
  tags: ['billing'],
  reasons: [
    {
      code: 'model-words',
      category: 'billing',
      runnerUp: 'technical',
      words: [{ text: 'invoice-of-Ana', contribution: 0.6 }],
    },
  ],
  ...change,
})

export const aLeft = (change: Partial<Left> = {}): Left => ({
  status: 'open',
  group: null,
  priority: 'low',
  type: null,
  category: null,
  ...change,
})

/** One that was never seen before, with a prediction that is not to be written unless `dueAt` says so. */
export const aSeen = (ticketId: string, change: Partial<SeenTicket> = {}): SeenTicket => ({
  ticketId,
  createdAt: noon - dayMs,
  changedAt: noon,
  left: aLeft(),
  prediction: aPrediction(),
  skipped: null,
  control: false,
  dueAt: null,
  outcome: null,
  endedAt: null,
  ...change,
})

export const aPage = (change: Partial<FeedPage> = {}): FeedPage => ({
  helpdesk: 'fresh',
  expected: null,
  begunAt: noon - dayMs,
  next: 'cursor-1',
  changedUntil: noon,
  atEnd: false,
  now: noon,
  tickets: [],
  told: 0,
  missed: 0,
  ...change,
})

export const readAll = async <T>(things: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const thing of things) all.push(thing)
  return all
}
