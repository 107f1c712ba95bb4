import type { TriageReport } from '../../../schemas/triage-report.ts'
import { systemClock } from '../../ops/clock.ts'
import { plainText } from '../../ops/plain-text.ts'
import type { Terminal } from '../../ops/terminal.ts'
import { exitCode, type ParsedArguments, textOption } from '../command.ts'
import { type OpenedTriageCommand, withTriage } from './with-triage.ts'

const dayMs = 86_400_000

/**
 * Reads the report of the help desk that `--helpdesk` names, of the last so many days, and does the work with it. Resolves with the exit
 * code; one that is not triaged is told.
 */
export const withReport = (
  { parsed, terminal, days }: { parsed: ParsedArguments; terminal: Terminal; days: number },
  work: (report: TriageReport, opened: OpenedTriageCommand) => Promise<number>,
): Promise<number> =>
  withTriage(terminal, async (opened) => {
    const { triage } = opened
    const helpdesk = textOption(parsed, 'helpdesk') ?? triage.defaultHelpdesk
    const report = await triage.report({ helpdesk, since: systemClock.now() - days * dayMs })
    if (report !== null) return work(report, opened)
    terminal.stderr.write(
      `relevo: "${plainText(helpdesk)}" is not triaged. relevo triage status shows which help desks are.\n`,
    )
    return exitCode.notFound
  })
