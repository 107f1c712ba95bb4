import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { TriageReport } from '../../../schemas/triage-report.ts'
import { ownerOnly } from '../../classify/bundles/durable-files.ts'
import { systemClock } from '../../ops/clock.ts'
import { plainText } from '../../ops/plain-text.ts'
import type { Terminal } from '../../ops/terminal.ts'
import { takeTrainingLock } from '../../training/take-training-lock.ts'
import { trainingFolder } from '../../training/training-folder.ts'
import { TrainingRefused } from '../../training/training-refused.ts'
import { composeDump } from '../../triage/backtest/compose-dump.ts'
import { keepBacktest } from '../../triage/backtest/keep-backtest.ts'
import { renderTriageHtml } from '../../triage/report/render-triage-html.ts'
import { renderTriageTerminal } from '../../triage/report/render-triage-terminal.ts'
import { exitCode, type ParsedArguments } from '../command.ts'
import { type OpenedModels, openModels } from '../models/open-models.ts'
import { tellingRefusal } from '../models/telling-refusal.ts'
import { collectPast } from '../train/collect.ts'
import { createProgressLines } from '../train/create-progress-lines.ts'
import { withInterrupt } from '../train/with-interrupt.ts'
import { explainStoreAway } from './explain-store-away.ts'
import { type BacktestOptions, readBacktestOptions } from './read-backtest-options.ts'
import { type Backtested, runBacktest } from './run-backtest.ts'

const dayMs = 86_400_000
const mostTickets = 100_000

/** `relevo triage backtest`: what triage would have done with the past of a help desk, or of a file. */
export const backtest = async (parsed: ParsedArguments, terminal: Terminal): Promise<number> => {
  const models = openModels(terminal)
  if (models === null) return exitCode.configuration
  const options = readBacktestOptions(parsed, models.config)
  return tellingRefusal(terminal, () =>
    withInterrupt(process, (signal) => backtestUnderLock(options, { models, terminal, signal })),
  )
}

interface Surroundings {
  models: OpenedModels
  terminal: Terminal
  signal: AbortSignal
}

const backtestUnderLock = async (
  options: BacktestOptions,
  { models, terminal, signal }: Surroundings,
): Promise<number> => {
  const { config } = models
  const folder = trainingFolder(config)
  // Two at a time would read into the same file, and starve each other.
  const lock = await takeTrainingLock(folder)
  const progress = createProgressLines({ stderr: terminal.stderr, clock: systemClock })
  try {
    const collected = await collectPast(wantedPast(options), { config, clock: systemClock, signal, progress })
    const done = await runBacktest(collected, options, { models, signal, progress })
    progress.end()
    const paths = await keep(done, options, models)
    await collected.discard()
    tell(done.report, paths, { options, terminal, language: config.language })
    return exitCode.ok
  } catch (error) {
    progress.end()
    if (!signal.aborted) throw explainStoreAway(error)
    const what = 'helpdesk' in options.from ? `What was read is kept in ${folder}; ` : ''
    const goOn = what === '' ? 'Nothing has changed.' : `${what}the same command goes on from there.`
    throw new TrainingRefused('stopped', `Stopped. ${goOn}`)
  } finally {
    lock.release()
  }
}

const wantedPast = ({ from, days, keep }: BacktestOptions): Parameters<typeof collectPast>[0] => ({
  from: 'file' in from ? from.file : from.helpdesk,
  furtherFiles: [],
  columns: {},
  // Of a file it is told by its own times, once they are known.
  since: 'file' in from || days === null ? null : Math.max(0, systemClock.now() - days * dayMs),
  most: mostTickets,
  keep,
  purpose: 'backtest',
})

interface Kept {
  page: string
  /** Where it was asked for besides; null: nowhere. */
  html: string | null
  dump: string | null
}

const keep = async (
  { report, replayed }: Backtested,
  { html, dump }: BacktestOptions,
  { config }: OpenedModels,
): Promise<Kept> => {
  const page = renderTriageHtml(report, { language: config.language })
  // Ids of tickets and names of groups: nobody else has to read them.
  const mode = ownerOnly.file
  if (html !== null) await writeFile(html, page, { mode })
  if (dump !== null) await writeFile(dump, composeDump(replayed), { mode })
  const kept = await keepBacktest(join(config.store.dataDir, 'backtests'), { report, page })
  return { page: kept, html, dump }
}

const tell = (
  report: TriageReport,
  { page, html, dump }: Kept,
  { options, terminal, language }: { options: BacktestOptions; terminal: Terminal; language: string },
): void => {
  const { stdout, stderr } = terminal
  stdout.write(
    options.json
      ? `${JSON.stringify(report)}\n`
      : renderTriageTerminal(report, {
          colour: stdout.isTTY === true,
          width: stdout.columns ?? 100,
          language,
        }),
  )
  stderr.write(`All of it is on a page, with charts: ${plainText(html ?? page)}\n`)
  if (dump !== null) stderr.write(`Ticket by ticket: ${plainText(basename(dump))}\n`)
}
