import { presentRun, presentUndo } from '../../api/present-triage.ts'
import { systemClock } from '../../ops/clock.ts'
import type { Terminal } from '../../ops/terminal.ts'
import { stayAlive } from '../../tickets/stay-alive.ts'
import { audited } from '../audited.ts'
import { countOption, exitCode, isSet, type ParsedArguments, textOption, UsageError } from '../command.ts'
import { createTimeText } from '../local-time.ts'
import { operatorName } from '../operator-name.ts'
import { plainText, renderTable } from '../table.ts'
import { createProgressLines } from '../train/create-progress-lines.ts'
import { withInterrupt } from '../train/with-interrupt.ts'
import { withTriage } from './with-triage.ts'

/** `relevo triage runs`: what was written, day by day. */
export const listRuns = (parsed: ParsedArguments, terminal: Terminal): Promise<number> => {
  const limit = countOption(parsed, 'limit', 200) ?? 30
  return withTriage(terminal, async ({ triage }) => {
    const runs = await triage.runs({ limit })
    const { stdout } = terminal
    if (isSet(parsed, 'json')) {
      stdout.write(`${JSON.stringify({ runs: runs.map(presentRun) })}\n`)
      return exitCode.ok
    }
    if (runs.length === 0) {
      stdout.write('Nothing was written yet.\n')
      return exitCode.ok
    }
    const timeText = createTimeText(undefined)
    stdout.write(
      renderTable(
        runs,
        [
          { title: 'run', cell: ({ id }) => id },
          { title: 'help desk', cell: ({ helpdesk }) => plainText(helpdesk) },
          { title: 'begun', cell: ({ beganAt }) => timeText(new Date(beganAt).toISOString()) },
          { title: 'model', cell: ({ model }) => model ?? '–' },
          { title: 'applied', cell: ({ applied }) => String(applied), align: 'right' },
          { title: 'routed', cell: ({ routed }) => String(routed), align: 'right' },
          { title: 'suggested', cell: ({ suggested }) => String(suggested), align: 'right' },
          { title: 'undone', cell: ({ undone }) => String(undone), align: 'right' },
        ],
        stdout.isTTY === true,
      ),
    )
    return exitCode.ok
  })
}

/** `relevo triage undo --run RUN`: takes back what one run wrote, where nobody has touched it since. */
export const undoRun = (parsed: ParsedArguments, terminal: Terminal): Promise<number> => {
  const run = textOption(parsed, 'run') ?? parsed.positionals[1]
  if (run === undefined) throw new UsageError('Say which: --run RUN; relevo triage runs lists them.')
  return withTriage(terminal, async ({ triage, trail }) => {
    const who = operatorName(terminal.env)
    const progress = createProgressLines({ stderr: terminal.stderr, clock: systemClock })
    progress.begin(`Taking back ${plainText(run)}`)
    const report = await withInterrupt(process, (signal) =>
      audited(
        trail,
        { who, what: 'undoTriageRun', subject: null },
        () =>
          // A ticket that was changed since it was last seen is waited for.
          stayAlive(() =>
            triage.undo(run, {
              who,
              signal,
              onProgress: (done, of) => progress.at(of === 0 ? 1 : done / of, `${done} of ${of}`),
            }),
          ),
        (result) => ({ outcome: result === null ? 'refused' : 'done' }),
      ),
    ).finally(() => progress.end())
    if (report === null) {
      terminal.stderr.write(`relevo: there is no run "${plainText(run)}". relevo triage runs lists them.\n`)
      return exitCode.notFound
    }
    const { undone, touched, before, failed } = report
    if (isSet(parsed, 'json')) terminal.stdout.write(`${JSON.stringify(presentUndo(report))}\n`)
    else {
      terminal.stdout.write(
        [
          `Taken back: ${undone}.`,
          `Left as they are, because somebody has touched them since, or they are solved or gone: ${touched}.`,
          `Taken back before: ${before}.`,
          '',
        ].join('\n'),
      )
      for (const { ticketId, why } of failed)
        terminal.stderr.write(`Not yet: #${plainText(ticketId)}. ${plainText(why)}\n`)
    }
    if (failed.length === 0) return exitCode.ok
    terminal.stderr.write('The same command goes on with those that failed.\n')
    return exitCode.later
  })
}
