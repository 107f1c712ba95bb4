import { modelsFolder } from '../classify/bundles/models-folder.ts'
import { defaultCategories } from '../classify/default-categories.ts'
import { openEncoder } from '../classify/encoders/open-encoder.ts'
import { renderHtml } from '../classify/report/render-html.ts'
import { renderTerminal } from '../classify/report/render-terminal.ts'
import { backgroundTexts } from '../classify/starter/background.ts'
import { systemClock } from '../ops/clock.ts'
import { plainText } from '../ops/plain-text.ts'
import type { Terminal } from '../ops/terminal.ts'
import { packageVersion } from '../package-version.ts'
import type { Adoption } from '../training/learn/decide-adoption.ts'
import { describeAdoption } from '../training/learn/describe-adoption.ts'
import { describePromotion } from '../training/learn/describe-promotion.ts'
import { type MadeBundle, makeBundle } from '../training/make-bundle.ts'
import { takeTrainingLock } from '../training/take-training-lock.ts'
import { trainingFolder } from '../training/training-folder.ts'
import { TrainingRefused } from '../training/training-refused.ts'
import { audited } from './audited.ts'
import { type Command, exitCode } from './command.ts'
import { openLanguages } from './models/open-languages.ts'
import { type OpenedModels, openModels } from './models/open-models.ts'
import { tellingRefusal } from './models/telling-refusal.ts'
import { operatorName } from './operator-name.ts'
import { type CollectedPast, collectPast } from './train/collect.ts'
import { createProgressLines } from './train/create-progress-lines.ts'
import { describeTraining } from './train/describe-training.ts'
import { readTrainOptions, type TrainOptions } from './train/read-train-options.ts'
import { withInterrupt } from './train/with-interrupt.ts'
import { explainStoreAway } from './triage/explain-store-away.ts'
import { withLedger } from './with-ledger.ts'

/** Trains a model on past tickets, judges it, and puts it into use when it is no worse. */
export const train: Command = {
  name: 'train',
  usage: [
    'relevo train --from freshdesk|zendesk|NAME|ledger|FILE [options]',
    '',
    '  --from            a configured help desk, the hand-offs that became tickets, or a file (CSV or JSON Lines, gzip too);',
    '                    several files, each with a --from of its own, are learnt from together',
    '  --target LIST     category, type, group, priority; default: all that the tickets have',
    '  --text-column, --label-column [TARGET=]NAME',
    '                    of a file, where the usual names do not tell; --label-column for each target',
    '  --since 12mo      only what changed since then (12mo, 90d, 2026-01-31); default for a help desk: a year',
    '  --most N          the newest so many (100,000)',
    '  --least N         texts that a class needs to be learnt (5)',
    '  --language es     of all texts; default: found out for each',
    '  --precision 0.9   how much of what the model decides by itself has to be right',
    '  --promote, --no-promote',
    '                    use it whatever came of it; or never. Default: unless it is worse than the one in use',
    '  --quick           without the learning curve',
    '  --keep            keep what was read of a help desk, to go on from there the next time',
    '  --seed N          another order of chance (1)',
    '  --report-language es, --json',
    '',
    '  It may be ended at any time; what was read of a help desk is kept, and the same command goes on from there.',
  ].join('\n'),
  options: {
    from: { type: 'string', multiple: true },
    target: { type: 'string', multiple: true },
    'text-column': { type: 'string' },
    'label-column': { type: 'string', multiple: true },
    since: { type: 'string' },
    most: { type: 'string' },
    least: { type: 'string' },
    language: { type: 'string' },
    'report-language': { type: 'string' },
    precision: { type: 'string' },
    promote: { type: 'boolean' },
    'no-promote': { type: 'boolean' },
    quick: { type: 'boolean' },
    keep: { type: 'boolean' },
    seed: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async (parsed, terminal) => {
    const options = readTrainOptions(parsed, systemClock.now())
    const models = openModels(terminal)
    if (models === null) return exitCode.configuration
    return tellingRefusal(terminal, () =>
      withInterrupt(process, (signal) => trainUnderLock(options, models, terminal, signal)),
    )
  },
}

const trainUnderLock = async (
  options: TrainOptions,
  models: OpenedModels,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> => {
  const lock = await takeTrainingLock(trainingFolder(models.config))
  const progress = createProgressLines({ stderr: terminal.stderr, clock: systemClock })
  try {
    const collected = await collectPast(options, {
      config: models.config,
      clock: systemClock,
      signal,
      progress,
    })
    const made = await learn(collected, options, { models, signal, progress })
    progress.end()
    await collected.discard()
    return await conclude(made, options, models, terminal)
  } catch (error) {
    progress.end()
    if (signal.aborted) throw stopped(options, models)
    throw explainStoreAway(error)
  } finally {
    lock.release()
  }
}

const learn = async (
  { tickets, unfit, from }: CollectedPast,
  options: TrainOptions,
  {
    models: { config, store },
    signal,
    progress,
  }: { models: OpenedModels; signal: AbortSignal; progress: ReturnType<typeof createProgressLines> },
): Promise<MadeBundle> => {
  const { language, reportLanguage } = options
  const encoder = openEncoder(config.classification.encoder, {
    purpose: 'training',
    onAway: (why) => progress.say(`The encoder: ${plainText(why)}.`),
  })
  try {
    return await makeBundle({
      ...options,
      tickets: language === null ? tickets : tickets.map((ticket) => ({ ...ticket, language })),
      unfit,
      from,
      by: await packageVersion(),
      store,
      folder: modelsFolder(config),
      categories: config.categories ?? defaultCategories,
      background: backgroundTexts,
      detector: await openLanguages(),
      encoder,
      renderPage: (report) => renderHtml(report, { language: reportLanguage ?? config.language }),
      signal,
      progress,
      now: systemClock.now,
    })
  } finally {
    await encoder?.close()
  }
}

/** Puts it into use where that was decided, and tells what came of it. */
const conclude = async (
  made: MadeBundle,
  options: TrainOptions,
  { config, store }: OpenedModels,
  terminal: Terminal,
): Promise<number> => {
  const { name, adoption, report } = made
  const before = (await store.current())?.name ?? null
  const page = await store.pageOf(name)
  const failure = adoption.adopt ? await promote(made, adoption, store, terminal) : null
  const inUse = failure === null && adoption.adopt
  const notes = describeTraining(made)
  const verdict = failure ?? describeAdoption(adoption, name)
  if (options.json) {
    const left = Object.fromEntries([...made.left].map(([target, why]) => [target, why]))
    const answer = { name, in_use: inUse, before, why: adoption.why, page, not_learnt: left, notes, report }
    terminal.stdout.write(`${JSON.stringify(answer)}\n`)
  } else {
    const { stdout } = terminal
    const language = options.reportLanguage ?? config.language
    stdout.write(
      renderTerminal(report, { colour: stdout.isTTY === true, width: stdout.columns ?? 100, language }),
    )
    for (const note of notes) stdout.write(`\n${plainText(note)}\n`)
    stdout.write(`\nThe whole report, as a page: ${page}\n\n${plainText(verdict)}\n`)
    if (inUse) stdout.write('Try it: relevo classify "…" --explain\n')
  }
  if (failure === null) return exitCode.ok
  if (options.json) terminal.stderr.write(`relevo: ${plainText(failure)}\n`)
  return exitCode.store
}

/** Null: done. Else why not: the model is there all the same. */
const promote = async (
  { name }: MadeBundle,
  adoption: Extract<Adoption, { adopt: true }>,
  store: OpenedModels['store'],
  terminal: Terminal,
): Promise<string | null> => {
  const failed = (reason: string) =>
    `${name} is kept, and not in use: ${reason} When that is mended: relevo models promote ${name}`
  try {
    const code = await withLedger(terminal, async ({ access }) => {
      const deed = {
        who: operatorName(terminal.env),
        what: 'promoteModel',
        subject: { kind: 'model', id: name },
      } as const
      await audited(
        access.trail,
        deed,
        () => store.promote(name, describePromotion(adoption)),
        () => ({ outcome: 'done' }),
      )
      return exitCode.ok
    })
    return code === exitCode.ok ? null : failed('the audit trail cannot be written.')
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return failed(error.message)
  }
}

const stopped = ({ from }: TrainOptions, { config }: OpenedModels): TrainingRefused => {
  const vendors = Object.values(config.helpdesks).map(({ vendor }): string => vendor)
  const isHelpdesk = Object.hasOwn(config.helpdesks, from) || vendors.includes(from)
  return new TrainingRefused(
    'stopped',
    isHelpdesk
      ? `Stopped. No model was made. What was read is kept in ${trainingFolder(config)}; the same command goes on from there.`
      : 'Stopped. No model was made, and nothing has changed.',
  )
}
