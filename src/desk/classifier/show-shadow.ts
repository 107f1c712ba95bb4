import { html } from '../../ops/html.ts'
import { renderTriageFigures } from '../../triage/report/render-triage-html.ts'
import { createTriageReportWords } from '../../triage/report/triage-report-words.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'

const monthMs = 30 * 86_400_000

/** What triage said of tickets and what agents left them as. A part of the page. */
export const showShadow = async (
  { params, language, words }: Visitor,
  { triage, clock }: DeskDependencies,
): Promise<DeskAnswer> => {
  const report =
    (await triage?.report({ helpdesk: params['helpdesk'] ?? '', since: clock.now() - monthMs })) ?? null
  return {
    kind: 'part',
    body:
      report === null
        ? html`<p class="empty">${words.classifier.shadowNone}</p>`
        : renderTriageFigures(report, createTriageReportWords(language, { mostOfLabel: 60 })),
  }
}
