import t from 'tap'
import { composeTargetReport } from '../../../src/classify/report/compose-target-report.ts'
import { describeTarget } from '../../../src/classify/report/describe-target.ts'
import { parseReport } from '../../../src/classify/report/parse-report.ts'
import { shortenLabel } from '../../../src/classify/report/shorten-label.ts'
import { sampleReport } from './sample-report.ts'

const labels = ['billing', 'access', 'orders', 'returns']

t.test('a report is the same after it was kept as JSON, and anything else is refused', async (t) => {
  const report = sampleReport(labels)
  const kept: unknown = JSON.parse(JSON.stringify(report))
  t.same(parseReport(kept), report)
  t.equal(parseReport({ ...report, version: 2 }), null)
  t.equal(parseReport({ ...report, targets: [{}] }), null)
  t.equal(parseReport(null), null)
})

t.test('label errors are named by where they stand', async (t) => {
  t.match(sampleReport(labels).targets[0]?.labelErrors[0], {
    reference: 'freshdesk:4711',
    label: 'access',
    predicted: 'billing',
  })
})

t.test('a bundle keeps the figures of a report', async (t) => {
  const [target] = sampleReport(labels).targets
  if (target === undefined) throw new Error('There is a target.')
  t.match(describeTarget(target), {
    texts: 161,
    classes: 4,
    languages: { es: 81, en: 80 },
    accuracy: target.evaluation.accuracy,
    ece: target.evaluation.reliability.ece,
    threshold: target.evaluation.decision.threshold,
    coverage: target.evaluation.decision.coverage,
  })
})

t.test('warnings say what makes figures worth less', async (t) => {
  const codesOf = (...classes: [label: string, texts: number, right: number][]) => {
    const judged = classes.flatMap(([label, texts, right]) =>
      Array.from({ length: texts }, (_, row) => ({
        row,
        label,
        predicted: row < right ? label : 'billing',
        confidence: 0.99,
        inScope: true,
        runnerUp: null,
        language: label === 'rare language' ? 'pt' : null,
      })),
    )
    const report = composeTargetReport({
      target: 'type',
      labels: classes.map(([label]) => label),
      judged,
      referenceOf: String,
    })
    return report.warnings.map(({ code }) => code)
  }
  t.same(codesOf(['billing', 100, 100], ['access', 100, 100]), [])
  t.same(codesOf(['billing', 190, 190], ['access', 10, 0]), ['one-class', 'no-better'])
  t.same(codesOf(['billing', 20, 20], ['access', 5, 5]), [
    'few-texts',
    'precision-not-shown',
    'small-classes',
  ])
  t.same(codesOf(['billing', 100, 100], ['rare language', 20, 20]), ['one-class', 'small-languages'])
  t.same(codesOf(['billing', 100, 100], ['access', 100, 50]), ['precision-not-shown', 'uncalibrated'])
})

t.test('a label is shortened in its middle, by whole characters', async (t) => {
  t.equal(shortenLabel('Consultas / alta', 30), 'Consultas / alta')
  t.equal(shortenLabel('Consultas / dar de alta', 11), 'Consu…alta')
  t.equal(shortenLabel('👩‍💻👩‍💻👩‍💻👩‍💻', 3), '👩‍💻…👩‍💻')
})
