import { bundleNameSchema } from '../../../schemas/bundle.ts'
import { ModelRefused } from '../../classify/model/model-file.ts'
import { renderTarget } from '../../classify/report/html/render-target.ts'
import { parseReport } from '../../classify/report/parse-report.ts'
import { createReportWords } from '../../classify/report/report-words.ts'
import { html } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'

/** The report of a training, as far as it is about categories: figures, confusions, calibration, each class. A part of the page. */
export const showModelFigures = async (
  { params, language, words }: Visitor,
  { bundles }: DeskDependencies,
): Promise<DeskAnswer> => {
  const none: DeskAnswer = { kind: 'part', body: html`<p class="empty">${words.classifier.noReport}</p>` }
  const name = bundleNameSchema.safeParse(params['name'])
  if (!name.success) return none
  try {
    const report = parseReport(await bundles.readReport(name.data))
    const category = report?.targets.find(({ target }) => target === 'category')
    if (category === undefined) return none
    const reportWords = createReportWords(language, { mostOfLabel: 60 })
    return {
      kind: 'part',
      body: renderTarget(category, { id: 'category', words: reportWords, order: 'support' }),
    }
  } catch (error) {
    if (error instanceof ModelRefused) return none
    throw error
  }
}
