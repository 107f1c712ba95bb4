import { basename } from 'node:path'
import { triageSchema } from '../../../schemas/triage-configuration.ts'
import type { TriageReport } from '../../../schemas/triage-report.ts'
import { defaultCategories } from '../../classify/default-categories.ts'
import { openEncoder } from '../../classify/encoders/open-encoder.ts'
import { backgroundTexts } from '../../classify/starter/background.ts'
import { systemClock } from '../../ops/clock.ts'
import { plainText } from '../../ops/plain-text.ts'
import { packageVersion } from '../../package-version.ts'
import type { PastTicket } from '../../training/past-ticket.ts'
import type { Progress } from '../../training/progress.ts'
import { TrainingRefused } from '../../training/training-refused.ts'
import { adoptCategories } from '../../triage/backtest/adopt-categories.ts'
import { composeBacktestReport } from '../../triage/backtest/compose-backtest-report.ts'
import { createReplayClassifier } from '../../triage/backtest/create-replay-classifier.ts'
import { explainNothing } from '../../triage/backtest/explain-nothing.ts'
import { findOpenTargets } from '../../triage/backtest/find-open-targets.ts'
import { rememberEncoded } from '../../triage/backtest/remember-encoded.ts'
import { type Lesson, replay } from '../../triage/backtest/replay.ts'
import type { Replayed } from '../../triage/backtest/replayed.ts'
import { trainReplayModel } from '../../triage/backtest/train-replay-model.ts'
import { costsInMinutes } from '../../triage/figures/costs-in-minutes.ts'
import { openLanguages } from '../models/open-languages.ts'
import type { OpenedModels } from '../models/open-models.ts'
import type { CollectedPast } from '../train/collect.ts'
import type { BacktestOptions } from './read-backtest-options.ts'

export interface Backtested {
  report: TriageReport
  replayed: Replayed
}

const dayMs = 86_400_000
/** As a training has it unless it is told otherwise. */
const training = { least: 5, precision: 0.9 }

/**
 * Replays what was collected, by the configuration as it is. Throws `TrainingRefused` when there is nothing to say; rejects with the
 * signal's reason.
 */
export const runBacktest = async (
  past: CollectedPast,
  options: BacktestOptions,
  { models, signal, progress }: { models: OpenedModels; signal: AbortSignal; progress: Progress },
): Promise<Backtested> => {
  const isFile = 'file' in options.from
  const { categories, adopted } = isFile
    ? adoptCategories(past.tickets, models.config.categories)
    : { categories: models.config.categories, adopted: [] }
  if (adopted.length > 0) progress.say(sayAdopted(adopted))
  const config = { ...models.config, ...(categories === undefined ? {} : { categories }) }
  if (config.classification.llm.enabled)
    progress.say('The language model is not asked: the past would be sent to it once more.')
  const triage = config.triage ?? triageSchema.parse({})
  const inForce = config.categories ?? defaultCategories
  const costs = costsInMinutes(triage.costs)
  const targets = findOpenTargets(inForce)
  const encoder = openEncoder(config.classification.encoder, {
    purpose: 'training',
    onAway: (why) => progress.say(`The encoder: ${plainText(why)}.`),
  })
  const remembered = encoder === null ? null : rememberEncoded(encoder)
  const told = new Set<string>()
  try {
    const predict = createReplayClassifier({
      config,
      encoder: remembered,
      starter: await models.store.open('starter').catch(() => null),
      observe: (event) => {
        if (event.kind !== 'away' || told.has(event.what)) return
        told.add(event.what)
        progress.say(`${event.what} could not be asked: ${plainText(event.why)}`)
      },
    })
    const [by, detector] = [await packageVersion(), await openLanguages()]
    const learn = (tickets: readonly PastTicket[], { name, at, onProgress }: Lesson) =>
      trainReplayModel(tickets.slice(-triage.learning.most), {
        ...training,
        name,
        by,
        at,
        from: past.from,
        categories: inForce,
        targets,
        quick: true,
        seed: options.seed,
        background: backgroundTexts,
        detector,
        encoder: remembered,
        signal,
        // An encoder's reading is a step, too.
        progress: asOne(onProgress, targets.length + (remembered === null ? 0 : 1)),
        now: systemClock.now,
      })
    progress.begin('Replaying')
    const replayed = await replay({
      tickets: past.tickets,
      since: sinceOf(past.tickets, options),
      fromHandoffs: past.fromHandoffs,
      blocks: options.blocks,
      categories: inForce,
      hasOwnCategories: config.categories !== undefined,
      costs,
      configured: configuredThresholds(triage.categories),
      // What was collected has lost them already.
      ownValues: (ticket) => ticket,
      // What is always asked has nothing to learn.
      learn: config.classification.model === 'auto' ? learn : async () => null,
      predict,
      signal,
      onProgress: progress.at,
    })
    const unfit = past.unfit.reduce((sum, { texts }) => sum + texts, 0)
    const nothing = explainNothing(replayed, past.tickets.length)
    if (nothing !== null) throw new TrainingRefused('unusable', nothing)
    const report = composeBacktestReport(replayed, {
      helpdesk: 'file' in options.from ? basename(options.from.file) : options.from.helpdesk,
      at: systemClock.now(),
      costs,
      hasOwnCategories: config.categories !== undefined,
      unfit,
    })
    return { report, replayed }
  } finally {
    await encoder?.close()
  }
}

const sayAdopted = (adopted: readonly string[]): string =>
  `Not configured, and replayed as if they were: ${plainText(adopted.slice(0, 12).join(', '))}${
    adopted.length > 12 ? ` and ${adopted.length - 12} more` : ''
  }.`

/** A replay has one bar, whatever is learnt on the way: `steps` at most, one after the other. */
const asOne = (onProgress: (part: number) => void, steps: number): Progress => {
  let begun = 0
  return {
    begin: () => {
      begun += 1
    },
    at: (part) => onProgress(Math.min(1, (Math.max(0, begun - 1) + part) / steps)),
    say: () => {},
  }
}

/** Of a file the days before its newest ticket: it may be of another year. */
const sinceOf = (tickets: readonly PastTicket[], { from, days }: BacktestOptions): number | null => {
  if (days === null) return null
  if ('helpdesk' in from) return systemClock.now() - days * dayMs
  const newest = tickets.reduce((latest, { createdAt }) => Math.max(latest, createdAt ?? 0), 0)
  return newest - days * dayMs
}

const configuredThresholds = (
  categories: Readonly<Record<string, { threshold?: number | undefined }>>,
): Record<string, number> =>
  Object.fromEntries(
    Object.entries(categories).flatMap(([category, { threshold }]) =>
      threshold === undefined ? [] : [[category, threshold]],
    ),
  )
