import { presentTriageStatus } from '../../api/present-triage.ts'
import type { Terminal } from '../../ops/terminal.ts'
import type { CategoryStatus, HelpdeskStatus, LearningStatus } from '../../triage/triage.ts'
import { exitCode, isSet, type ParsedArguments } from '../command.ts'
import { createTimeText } from '../local-time.ts'
import { plainText, renderTable } from '../table.ts'
import { withTriage } from './with-triage.ts'

/** `relevo triage`: what was found, predicted and written, and what stands in the way. */
export const showStatus = (parsed: ParsedArguments, terminal: Terminal): Promise<number> =>
  withTriage(terminal, async ({ triage }) => {
    const status = await triage.status()
    const { stdout } = terminal
    if (isSet(parsed, 'json')) {
      stdout.write(`${JSON.stringify(presentTriageStatus(status))}\n`)
      return exitCode.ok
    }
    if (status.stopped !== null)
      stdout.write(
        `STOPPED by ${plainText(status.stopped.who)} on ${local(status.stopped.at)}: nothing is written. To write again: relevo triage start\n\n`,
      )
    for (const helpdesk of status.helpdesks) stdout.write(`${describeHelpdesk(helpdesk)}\n`)
    stdout.write(renderCategories(status.categories, status.helpdesks, stdout.isTTY === true))
    stdout.write(
      'right and wrong: what agents made of it, what triage wrote itself included; relevo triage report leaves that out.\n',
    )
    stdout.write(`\n${describeLearning(status.learning)}`)
    return exitCode.ok
  })

const timeText = createTimeText(undefined)
const local = (at: number): string => timeText(new Date(at).toISOString())

const describeHelpdesk = ({
  helpdesk,
  vendor,
  caughtUpAt,
  changedUntil,
  events,
  counts,
  problems,
}: HelpdeskStatus): string => {
  const read =
    caughtUpAt !== null
      ? `read to the end at ${local(caughtUpAt)}`
      : changedUntil === null
        ? 'nothing has been read yet'
        : `read up to ${local(changedUntil)}, and still reading`
  const told = {
    off: 'no events configured (relevo check says how)',
    silent: 'events are configured, and none came for a day',
    arriving: `events arrive; they told of ${events.told} changes and missed ${events.missed}`,
  }[events.state]
  const skipped = Object.entries(counts.skipped)
    .map(([why, tickets]) => `${why} ${tickets}`)
    .join(', ')
  const due = counts.due === 0 ? '' : `; ${counts.due} still to be written`
  return [
    `${helpdesk} (${vendor}): ${read}; ${told}.`,
    `  Last 30 days: ${counts.seen} tickets seen, ${counts.predicted} predicted${due}.`,
    ...(skipped === '' ? [] : [`  Left alone: ${skipped}.`]),
    ...problems.map((problem) => `  ! ${plainText(problem)}`),
    '',
  ].join('\n')
}

const renderCategories = (
  categories: readonly CategoryStatus[],
  helpdesks: readonly HelpdeskStatus[],
  colour: boolean,
): string => {
  const sum = (category: string, what: 'predicted' | 'right' | 'wrong') =>
    helpdesks.reduce((total, { counts }) => total + (counts.byCategory[category]?.[what] ?? 0), 0)
  return renderTable(
    [...categories],
    [
      { title: 'category', cell: ({ category }) => plainText(category) },
      { title: 'mode', cell: ({ mode, modeBy }) => (modeBy === 'switch' ? `${mode} (switched)` : mode) },
      { title: 'predicted', cell: ({ category }) => String(sum(category, 'predicted')), align: 'right' },
      { title: 'right', cell: ({ category }) => String(sum(category, 'right')), align: 'right' },
      { title: 'wrong', cell: ({ category }) => String(sum(category, 'wrong')), align: 'right' },
      {
        title: 'written from',
        cell: ({ threshold }) => (threshold.threshold === null ? 'never' : percent(threshold.threshold)),
        align: 'right',
      },
      { title: 'measured on', cell: ({ threshold: { basis, texts } }) => measured(basis, texts) },
    ],
    colour,
  )
}

const measured = (basis: CategoryStatus['threshold']['basis'], texts: number): string =>
  basis === 'assumed' || basis === 'configured' ? basis : `${basis}, ${texts} tickets`

const percent = (part: number): string => `${(part * 100).toFixed(0)} %`

const describeLearning = ({
  enabled,
  lastAt,
  lastResult,
  nextAt,
  newLabels,
  drift,
}: LearningStatus): string => {
  const last =
    lastAt === null ? 'never trained by itself' : `trained at ${local(lastAt)}: ${lastResult ?? ''}`
  const next = !enabled ? 'off' : nextAt === null ? 'not planned' : `next not before ${local(nextAt)}`
  return [
    `Learning: ${plainText(last)}; ${next}; ${newLabels} tickets resolved by agents since.`,
    ...drift
      .filter(({ isOver }) => isOver)
      .map(
        ({ kind, value, limit }) =>
          `  ! Drift of ${kind}: ${value.toFixed(2)} (worth a look from ${limit}). See relevo triage report.`,
      ),
    '',
  ].join('\n')
}
