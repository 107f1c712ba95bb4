import t from 'tap'
import { triageReportSchema } from '../../../schemas/triage-report.ts'
import { assumedThreshold } from '../../../src/triage/figures/assumed-threshold.ts'
import { createShadowReport } from '../../../src/triage/figures/create-shadow-report.ts'
import { createTriageStore } from '../../../src/triage/store/create-triage-store.ts'
import { silent } from '../../ledger/silent.ts'
import { createManualClock } from '../../manual-clock.ts'
import { openSqliteStore } from '../../tickets/open-sqlite-store.ts'
import { aLeft, aPage, aPrediction, aSeen, noon } from '../store/make-triage.ts'
import { triageSettings } from './triage-settings.ts'

t.test('figures of what was observed, from the store', async (t) => {
  const store = createTriageStore({ database: await openSqliteStore(t), logger: silent })
  const solved = (category: string | null) => ({
    left: aLeft({ status: 'solved', category, priority: 'high' }),
    endedAt: noon,
  })
  await store.commitPage(
    aPage({
      tickets: [
        aSeen('1', { ...solved('billing'), outcome: 'right' }),
        aSeen('2', { ...solved('access'), outcome: 'wrong' }),
        aSeen('3', { ...solved(null), outcome: 'untold' }),
        aSeen('4'),
        aSeen('5', { prediction: null, skipped: 'older' }),
        aSeen('6', {
          ...solved('billing'),
          outcome: 'right',
          prediction: aPrediction({ category: null, confidence: null, decidedBy: 'none' }),
        }),
        aSeen('7', { ...solved('access'), outcome: 'wrong', dueAt: noon }),
      ],
    }),
  )
  const planned = { changes: [], tags: ['billing'], note: false, basedOn: '2026-11-21T10:00:00Z' }
  await store.step(
    { helpdesk: 'fresh', ticketId: '7', fence: 0 },
    { state: 'done', action: 'apply', planned },
  )
  await store.setSwitch('mode:billing', 'suggest', { who: 'ana', at: noon })
  const asked: [string, string | null][] = []
  const report = createShadowReport({
    store,
    thresholds: (helpdesk) => ({
      thresholdOf: async (category, model) => {
        asked.push([`${helpdesk} ${category}`, model])
        return assumedThreshold({ wrong: 10, manual: 2 })
      },
    }),
    model: async () => 'starter',
    settings: triageSettings({ categories: { access: { mode: 'apply' } } }),
    clock: createManualClock(noon),
  })
  const figures = await report({ helpdesk: 'fresh', since: 0 })
  t.ok(triageReportSchema.safeParse(figures).success)
  t.match(figures, {
    kind: 'shadow',
    helpdesk: 'fresh',
    at: new Date(noon).toISOString(),
    models: ['starter'],
    tickets: { seen: 6, judged: 2, untold: 1, unsaid: 1, left_out: 2 },
    overall: { accuracy: { share: 1 / 3, of: 3 }, written: 2, wrong_routes: 1, minutes_saved: -6 },
    categories: [
      { category: 'billing', mode: 'suggest', predicted: 2, actual: 2 },
      { category: 'access', mode: 'apply', predicted: 0, actual: 1 },
    ],
    fields: [{ field: 'priority', right: { share: 1, of: 4 } }],
  })
  t.match(figures.remarks[0], { code: 'own-writes', tickets: 1, corrected: 1 })
  t.same(asked, [
    ['fresh billing', 'starter'],
    ['fresh access', 'starter'],
  ])
  t.match(await report({ helpdesk: 'fresh', since: noon + 1 }), {
    tickets: { seen: 0 },
    from: null,
    overall: { accuracy: { share: null, of: 0 } },
  })
})
