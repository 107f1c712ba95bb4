import type { TriageCategoryFigures, TriageReport } from '../../../schemas/triage-report.ts'
import type { Terminal } from '../../ops/terminal.ts'
import { createTriageReportWords } from '../../triage/report/triage-report-words.ts'
import { exitCode, isSet, type ParsedArguments } from '../command.ts'
import { plainText, renderTable } from '../table.ts'
import { withReport } from './with-report.ts'

/** `relevo triage thresholds`: from which confidence on each category is written, by what, and what that comes to. */
export const thresholds = (parsed: ParsedArguments, terminal: Terminal): Promise<number> =>
  // Thresholds go by more than a day; the figures of the report are not shown.
  withReport({ parsed, terminal, days: 1 }, async (report, { language }) => {
    const chosen = report.categories.filter(({ mode }) => mode !== null)
    const { stdout } = terminal
    stdout.write(
      isSet(parsed, 'json')
        ? `${JSON.stringify({ helpdesk: report.helpdesk, costs: report.costs, categories: chosen.map(({ category, mode, threshold }) => ({ category, mode, threshold })) })}\n`
        : render(report, chosen, { language, colour: stdout.isTTY === true }),
    )
    return exitCode.ok
  })

const render = (
  report: TriageReport,
  chosen: TriageCategoryFigures[],
  { language, colour }: { language: string; colour: boolean },
): string => {
  const words = createTriageReportWords(language)
  const { texts, shared } = words
  const part = (value: number | null) => (value === null ? '–' : shared.percent(value))
  const bases = [...new Set(chosen.map(({ threshold: { basis } }) => basis))]
  return [
    `${texts.costs}: ${words.costs(report)}\n\n`,
    renderTable(
      chosen,
      [
        { title: texts.category, cell: ({ category }) => plainText(category) },
        { title: texts.mode, cell: ({ mode }) => (mode === null ? '' : texts.modes[mode]) },
        { title: texts.threshold, cell: ({ threshold }) => words.threshold(threshold), align: 'right' },
        {
          title: texts.written,
          cell: ({ threshold }) => part(threshold.expected_coverage),
          align: 'right',
        },
        {
          title: texts.right,
          cell: ({ threshold }) => part(threshold.expected_precision),
          align: 'right',
        },
        { title: texts.texts, cell: ({ threshold }) => shared.count(threshold.texts), align: 'right' },
        { title: texts.chosenBy, cell: ({ threshold: { basis } }) => texts.bases[basis] },
      ],
      colour,
    ),
    '\n',
    `${texts.written}, ${texts.right}: ${texts.expectedMeans}\n`,
    ...bases.map((basis) => `${texts.bases[basis]}: ${texts.basesMean[basis]}\n`),
  ].join('')
}
