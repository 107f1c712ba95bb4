import type {
  TriagedTicketAnswer,
  TriageRunAnswer,
  TriageStatusAnswer,
  TriageUndoAnswer,
} from '../../schemas/triage-api.ts'
import type { Examples } from './openapi-example.ts'

const status: TriageStatusAnswer = {
  stopped: null,
  helpdesks: [
    {
      helpdesk: 'main',
      vendor: 'freshdesk',
      polled_at: '2026-11-21T08:30:00.000Z',
      caught_up_at: '2026-11-21T08:30:00.000Z',
      changed_until: '2026-11-21T08:29:41.000Z',
      read: 4210,
      events: { state: 'arriving', last_at: '2026-11-21T08:29:42.000Z', told: 3977, missed: 3 },
      counts: {
        seen: 1240,
        predicted: 902,
        skipped: { handoff: 301, ended: 37 },
        by_category: { billing: { predicted: 310, right: 262, wrong: 11, untold: 4 } },
        by_decider: { model: 840, rule: 62 },
        by_state: { done: 198, left: 40 },
        not_written: { 'below-threshold': 33, 'set-by-person': 7 },
        due: 0,
        oldest_due_at: null,
      },
      problems: [],
    },
  ],
  categories: [
    {
      category: 'billing',
      mode: 'apply',
      mode_by: 'switch',
      threshold: {
        threshold: 0.91,
        basis: 'shadow',
        texts: 273,
        expected_coverage: 0.74,
        expected_precision: 0.985,
      },
    },
  ],
  learning: {
    enabled: true,
    last_at: '2026-11-16T03:12:00.000Z',
    last_result: '20261116-031200 is in use: better on 412 newer tickets.',
    next_at: '2026-11-23T03:12:00.000Z',
    new_labels: 118,
    drift: [{ kind: 'labels', value: 0.06, limit: 0.25, is_over: false, texts: 402 }],
  },
}

const ticket: TriagedTicketAnswer = {
  helpdesk: 'main',
  ticket_id: '1234',
  created_at: '2026-11-21T08:12:00.000Z',
  changed_at: '2026-11-21T08:12:03.000Z',
  skipped: null,
  prediction: {
    at: '2026-11-21T08:12:41.000Z',
    category: 'billing',
    is_decided: true,
    confidence: 0.97,
    decided_by: 'model',
    runner_up: 'orders',
    model: '20261116-031200',
    language: 'es',
    values: { group: 'Billing', priority: 'medium', type: 'Question' },
    tags: ['billing'],
    reasons: [],
  },
  control: false,
  state: 'done',
  action: 'apply',
  why: null,
  run: '20261121-1',
  changes: [{ field: 'group', before: null, after: 'Billing' }],
  tags_added: ['billing'],
  written_at: '2026-11-21T08:12:43.000Z',
  left_with: { status: 'open', group: 'Billing', priority: 'medium', type: 'Question', category: 'billing' },
  outcome: null,
}

const run: TriageRunAnswer = {
  id: '20261121-1',
  helpdesk: 'main',
  began_at: '2026-11-21T00:00:12.000Z',
  model: '20261116-031200',
  applied: 41,
  routed: 6,
  suggested: 9,
  undone: 0,
}

const undo: TriageUndoAnswer = { run: '20261121-1', undone: 38, touched: 9, before: 0, failed: [] }

/** Examples of what `/v1/triage` takes and answers, by the name of the schema. */
export const triageExamples: Record<string, Examples> = {
  TriageStatus: { applying: { summary: 'One category is applied, and events arrive', value: status } },
  TriagedTicketPage: { page: { summary: 'The end of a list', value: { tickets: [ticket], next: null } } },
  TriageRunList: { day: { summary: 'One day', value: { runs: [run] } } },
  TriageUndo: { undone: { summary: 'Taken back where nobody has touched it since', value: undo } },
  TriageModeChange: {
    apply: { summary: 'Write what is sure enough', value: { mode: 'apply' } },
    configured: { summary: 'As it is configured', value: { mode: null } },
  },
  TriageLearn: { begun: { summary: 'It trains in the background', value: { ok: true, status: 'begun' } } },
}
