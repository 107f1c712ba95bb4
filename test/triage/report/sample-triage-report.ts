import type { TriageMode } from '../../../schemas/triage.ts'
import type { TriageReport, TriageThreshold } from '../../../schemas/triage-report.ts'
import { createRandom } from '../../../src/classify/model/learn/random.ts'
import { composeTriageReport } from '../../../src/triage/figures/compose-triage-report.ts'
import type { TriageReportFacts } from '../../../src/triage/figures/triage-report-facts.ts'
import { judgedPrediction, noValues } from '../figures/judged-prediction.ts'

const modes: readonly TriageMode[] = ['apply', 'suggest', 'observe']
const bases: readonly TriageThreshold['basis'][] = ['shadow', 'training', 'assumed', 'configured']

/** Of `texts` tickets over so many categories, as a calibrated model predicts them; every other category is a bit harder. */
export const sampleTriageReport = (
  categories: readonly string[],
  { texts = 600, ...change }: Partial<TriageReportFacts> & { texts?: number } = {},
): TriageReport => {
  const random = createRandom(5)
  const predictions = Array.from({ length: texts }, (_, place) => {
    const at = Math.floor(random() ** 1.6 * categories.length)
    const confidence = 0.4 + 0.6 * Math.sqrt(random()) - (at % 2) * 0.05
    const category = categories[at] ?? 'other'
    const truth = random() < confidence ? category : (categories[(at + 1) % categories.length] ?? 'other')
    const group = random() < 0.9 ? 'Soporte' : 'Ventas'
    return judgedPrediction({
      ticketId: String(place),
      at: Date.UTC(2026, 9, 1 + (place % 45)),
      category,
      confidence,
      truth,
      predicted: { ...noValues, group: 'Soporte', priority: 'high' },
      left: { ...noValues, group, priority: random() < 0.7 ? 'high' : 'low' },
    })
  })
  return composeTriageReport({
    kind: 'shadow',
    helpdesk: 'main',
    at: Date.UTC(2026, 10, 21),
    predictions,
    leftOut: 37,
    thresholds: new Map(
      categories.map((category, place) => [
        category,
        {
          threshold: place % 5 === 4 ? null : 0.78 + (place % 3) * 0.05,
          basis: bases[place % bases.length] ?? 'assumed',
          texts: 120 - place,
          expected_coverage: 0.6,
          expected_precision: 0.91,
        },
      ]),
    ),
    modes: new Map(categories.map((category, place) => [category, modes[place % 3] ?? 'observe'])),
    costs: { wrong: 10, manual: 2 },
    isRuleSure: true,
    ...change,
  })
}
