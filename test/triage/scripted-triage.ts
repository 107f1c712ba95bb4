import type { Triage, TriageStatus } from '../../src/triage/triage.ts'
import type { TriageTicket } from '../../src/triage/triage-store.ts'

const at = Date.UTC(2026, 10, 20, 12)

export const aStatus = (rest: Partial<TriageStatus> = {}): TriageStatus => ({
  stopped: null,
  helpdesks: [
    {
      helpdesk: 'main',
      vendor: 'freshdesk',
      polledAt: at,
      caughtUpAt: at,
      changedUntil: at - 5_000,
      read: 120,
      events: { state: 'arriving', lastAt: at - 1_000, told: 100, missed: 2 },
      counts: {
        seen: 110,
        predicted: 90,
        skipped: { handoff: 15, ended: 5 },
        byCategory: { billing: { predicted: 40, right: 30, wrong: 2, untold: 1 } },
        byDecider: { model: 80, rule: 10 },
        byState: { done: 3, left: 1 },
        left: { 'below-threshold': 1 },
        oldestDue: at - 60_000,
        due: 4,
      },
      problems: ['The account has no group "Billing" any more.'],
    },
  ],
  categories: [
    {
      category: 'billing',
      mode: 'suggest',
      modeBy: 'switch',
      threshold: {
        threshold: 0.92,
        basis: 'shadow',
        texts: 120,
        expected_coverage: 0.6,
        expected_precision: 0.97,
      },
    },
  ],
  learning: {
    enabled: true,
    lastAt: null,
    lastResult: null,
    nextAt: at + 86_400_000,
    newLabels: 31,
    drift: [{ kind: 'labels', value: 0.3, limit: 0.25, isOver: true, texts: 200 }],
  },
  ...rest,
})

export const aTriagedTicket = (rest: Partial<TriageTicket> = {}): TriageTicket => ({
  helpdesk: 'main',
  ticketId: '42',
  createdAt: at - 100_000,
  changedAt: at - 50_000,
  seenAt: at,
  skipped: null,
  predictedAt: at,
  prediction: {
    category: 'billing',
    isDecided: true,
    confidence: 0.93,
    decidedBy: 'model',
    runnerUp: 'orders',
    model: 'starter',
    language: 'es',
    values: { group: 'Billing', priority: 'medium', type: null },
    priorityConfidence: null,
    tags: ['billing'],
    reasons: [],
  },
  control: false,
  state: 'done',
  dueAt: null,
  attempts: 1,
  fence: 3,
  action: 'apply',
  why: null,
  run: '20261120-1',
  planned: {
    changes: [{ field: 'group', before: null, after: 'Billing' }],
    tags: ['billing'],
    note: false,
    basedOn: new Date(at - 50_000).toISOString(),
  },
  sentAt: at,
  wroteAt: at,
  noteId: null,
  left: { status: 'open', group: 'Billing', priority: 'medium', type: null, category: 'billing' },
  outcome: null,
  endedAt: null,
  ...rest,
})

/** A triage that notes what it was asked. */
export const scriptTriage = (change: Partial<Triage> = {}) => {
  const asked: unknown[][] = []
  const triage: Triage = {
    defaultHelpdesk: 'main',
    status: async () => aStatus(),
    report: async () => null,
    tickets: async (query) => {
      asked.push(['tickets', query])
      return { tickets: [aTriagedTicket()], next: 'more' }
    },
    ticket: async () => aTriagedTicket(),
    stop: async (who) => void asked.push(['stop', who]),
    resume: async (who) => void asked.push(['resume', who]),
    setMode: async (category, mode, who) => {
      asked.push(['mode', category, mode, who])
      return category === 'billing'
    },
    runs: async ({ limit }) => {
      asked.push(['runs', limit])
      return [
        {
          id: '20261120-1',
          helpdesk: 'main',
          beganAt: at,
          model: 'starter',
          settings: 'hash',
          applied: 3,
          suggested: 1,
          routed: 0,
          undone: 0,
        },
      ]
    },
    undo: async (run, { who, onProgress }) => {
      asked.push(['undo', run, who])
      onProgress(1, 2)
      return run === '20261120-1'
        ? { run, undone: 2, touched: 1, before: 0, failed: [{ ticketId: '7', why: 'It did not answer.' }] }
        : null
    },
    learn: async () => ({ kind: 'begun' }),
    ...change,
  }
  return { triage, asked }
}
