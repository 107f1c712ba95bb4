import type { BundleStore } from '../../classify/bundles/bundle.ts'
import { LedgerUnavailable } from '../../ledger/ledger-unavailable.ts'
import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import { forgetCollected } from '../../training/forget-collected.ts'
import type { Progress } from '../../training/progress.ts'
import { takeTrainingLock } from '../../training/take-training-lock.ts'
import { trainingFolder } from '../../training/training-folder.ts'
import { TrainingRefused } from '../../training/training-refused.ts'
import type { DriftFigure, LearningStatus, Triage } from '../triage.ts'
import type { TriageEvent } from '../triage-event.ts'
import type { TriageStore } from '../triage-store.ts'
import { TriageUnavailable } from '../triage-unavailable.ts'
import { countNewLabels } from './count-new-labels.ts'
import { decideWhenToLearn, type WhenToLearn } from './decide-when-to-learn.ts'
import { keepFailure, type LearnOnceOptions, learnOnce } from './learn-once.ts'
import { readLearningState } from './learning-state.ts'
import { rememberFor } from './remember-for.ts'

export interface Learner {
  /** Learns on schedule from now on; only one process of an installation should. */
  start(): void
  /** Ends a training under way, and what waits; idempotent. To be called in every process that may have been asked to `learn`. */
  stop(): Promise<void>
  /** Works in every process, whichever learns on schedule: two trainings never run at once. Never rejects. */
  learn: Triage['learn']
  /** Throws `TriageUnavailable`. */
  status(): Promise<LearningStatus>
}

export interface LearnerOptions
  extends Pick<
    LearnOnceOptions,
    'ledger' | 'config' | 'headings' | 'by' | 'trail' | 'workers' | 'memoryMegabytes'
  > {
  /** Those that are triaged. */
  helpdesks: LearnOnceOptions['helpdesks']
  store: Pick<TriageStore, 'known' | 'feed' | 'evidence'>
  bundles: Pick<BundleStore, 'current' | 'promote'>
  /** How far the last days are from what the model in use was trained on; asked once an hour. */
  measureDrift: () => Promise<DriftFigure[]>
  clock: Clock
  logger: Logger
  observe: (event: TriageEvent) => void
}

const firstMs = 600_000
const everyMs = 3_600_000
const countedForMs = 600_000
const driftForMs = 3_600_000
const schedule = 'schedule'

/** Trains by itself, when enough is new, and when somebody asks for it. */
export const createLearner = (options: LearnerOptions): Learner => {
  const { helpdesks, store, bundles, config, clock, logger, observe } = options
  const learning = config.triage?.learning
  const folder = trainingFolder(config)
  const stopping = new AbortController()
  let cancel = () => {}
  let looking: Promise<void> = Promise.resolve()
  let training: Promise<void> | null = null
  const drift = rememberFor(() => options.measureDrift(), { forMs: driftForMs, clock })
  const names = helpdesks.map(({ name }) => name)

  const lastLearnt = async (): Promise<number | null> => {
    const [state, inUse] = [await readLearningState(folder), await bundles.current()]
    const trainedAt = inUse === null || inUse.name === 'starter' ? 0 : Date.parse(inUse.about.trainedAt)
    return Math.max(state?.learntUntil ?? 0, trainedAt) || null
  }
  const countLabels = async (): Promise<number> =>
    countNewLabels(store, { helpdesks: names, since: (await lastLearnt()) ?? 0 })
  const labels = rememberFor(countLabels, { forMs: countedForMs, clock })

  /** `newLabels` is only counted where it could matter: it reads what was predicted for months. */
  const decide = async (newLabels: () => Promise<number>): Promise<WhenToLearn> => {
    const state = await readLearningState(folder)
    const facts = {
      enabled: learning?.enabled === true && whyOff(options) === null,
      every: learning?.every ?? 0,
      leastNew: learning?.leastNew ?? 0,
      learntAt: await lastLearnt(),
      failedAt: state?.failed === true ? state.at : null,
      now: clock.now(),
    }
    const enough = decideWhenToLearn({ ...facts, newLabels: facts.leastNew })
    return enough.kind === 'later' ? enough : decideWhenToLearn({ ...facts, newLabels: await newLabels() })
  }

  const train = async (who: string): Promise<void> => {
    try {
      const { made, result } = await learnOnce({
        ...options,
        who,
        signal: stopping.signal,
        progress: logProgress(logger),
      })
      const { name, adoption, texts, targets } = made
      logger.info({ model: name, why: adoption.why, inUse: adoption.adopt, texts, targets }, result)
      const none = adoption.why === 'few-newer' ? 'nothing-new' : 'no-better'
      observe({ kind: 'learnt', outcome: adoption.adopt ? 'better' : none })
    } catch (error) {
      if (stopping.signal.aborted) return
      await tellFailure(error)
    }
  }

  const tellFailure = async (error: unknown): Promise<void> => {
    const isExpected =
      error instanceof TrainingRefused ||
      error instanceof TriageUnavailable ||
      error instanceof LedgerUnavailable
    // What is said for a person quotes no text of a ticket; what a defect says may.
    const why = isExpected ? error.message : 'The training ended by a fault; the log tells more.'
    if (isExpected) logger.warn({ why: error.message }, 'nothing was learnt')
    else logger.error({ err: error }, 'a training failed by a fault')
    observe({ kind: 'learnt', outcome: 'failed' })
    try {
      await keepFailure(config, { at: clock.now(), result: why })
    } catch (failure) {
      logger.error({ err: failure }, 'what came of a training could not be kept')
    }
  }

  const learn: Learner['learn'] = async (who) => {
    const why = whyOff(options)
    if (why !== null) return { kind: 'off', why }
    if (stopping.signal.aborted) return { kind: 'off', why: 'The service is being stopped.' }
    if (training !== null) return { kind: 'busy' }
    let lock: Awaited<ReturnType<typeof takeTrainingLock>>
    try {
      lock = await takeTrainingLock(folder)
    } catch (error) {
      if (!(error instanceof TrainingRefused)) throw error
      return error.code === 'busy' ? { kind: 'busy' } : { kind: 'off', why: error.message }
    }
    training = train(who).finally(() => {
      lock.release()
      labels.forget()
      drift.forget()
      training = null
    })
    return { kind: 'begun' }
  }

  const look = async (): Promise<void> => {
    try {
      await forgetCollected(folder, clock.now())
      const when = await decide(labels.get)
      if (when.kind === 'now') await learn(schedule)
      else logger.debug({ why: when.why }, 'no training is due')
    } catch (error) {
      if (error instanceof TriageUnavailable)
        logger.debug({ code: error.code }, 'whether a training is due is looked at later')
      else logger.error({ err: error }, 'whether a training is due could not be told')
    }
  }

  const plan = (inMs: number): void => {
    cancel = clock.after(inMs, () => {
      looking = look().then(() => {
        if (!stopping.signal.aborted) plan(everyMs)
      })
    })
  }

  return {
    start: () => plan(firstMs),
    async stop() {
      stopping.abort()
      cancel()
      await looking
      await training
    },
    learn,
    async status() {
      const [state, newLabels, figures] = [
        await readLearningState(folder),
        await labels.get(),
        await drift.get(),
      ]
      const when = await decide(async () => newLabels)
      return {
        enabled: learning?.enabled === true && whyOff(options) === null,
        lastAt: state?.at ?? (await lastLearnt()),
        lastResult: state?.result ?? null,
        nextAt: when.kind === 'now' ? clock.now() : when.at,
        newLabels,
        drift: figures,
      }
    },
  }
}

/** Null: there is something to learn with. */
const whyOff = ({ helpdesks, config }: Pick<LearnerOptions, 'helpdesks' | 'config'>): string | null => {
  if (helpdesks.length === 0) return 'No help desk is triaged that can tell what has changed.'
  const { model } = config.classification
  if (model !== 'auto')
    return `classification.model is "${model}" in the configuration, so that a new model would not be used.`
  return null
}

const logProgress = (logger: Logger): Progress => ({
  begin: (title) => logger.debug({ title }, 'training'),
  at: () => {},
  say: (text) => logger.info({ note: text }, 'training'),
})
