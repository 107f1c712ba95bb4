import { writeFile } from 'node:fs/promises'
import { ownerOnly } from '../../classify/bundles/durable-files.ts'
import { plainText } from '../../ops/plain-text.ts'
import type { Terminal } from '../../ops/terminal.ts'
import { renderTriageHtml } from '../../triage/report/render-triage-html.ts'
import { renderTriageTerminal } from '../../triage/report/render-triage-terminal.ts'
import { countOption, exitCode, isSet, type ParsedArguments, textOption } from '../command.ts'
import { tellingRefusal } from '../models/telling-refusal.ts'
import { withReport } from './with-report.ts'

const usualDays = 30
const mostDays = 400

/** `relevo triage report`: what triage is worth, category by category, from what agents did. */
export const report = (parsed: ParsedArguments, terminal: Terminal): Promise<number> => {
  const days = countOption(parsed, 'days', mostDays) ?? usualDays
  const html = textOption(parsed, 'html')
  return tellingRefusal(terminal, () =>
    withReport({ parsed, terminal, days }, async (figures, { language }) => {
      // Names of groups and categories: nobody else has to read them.
      if (html !== undefined)
        await writeFile(html, renderTriageHtml(figures, { language }), { mode: ownerOnly.file })
      const { stdout, stderr } = terminal
      stdout.write(
        isSet(parsed, 'json')
          ? `${JSON.stringify(figures)}\n`
          : renderTriageTerminal(figures, {
              colour: stdout.isTTY === true,
              width: stdout.columns ?? 100,
              language,
            }),
      )
      stderr.write(
        `All of it is on a page, with charts: ${html === undefined ? '--html report.html' : plainText(html)}\n`,
      )
      return exitCode.ok
    }),
  )
}
