import { availableParallelism } from 'node:os'
import type { Example, TrainOptions } from './example.ts'
import { calibrate, guess } from './fit/calibrate.ts'
import { createFitter } from './fit/create-fitter.ts'
import { createOwnThread } from './fit/create-own-thread.ts'
import { createWorkerThreads } from './fit/create-worker-threads.ts'
import { crossValidate } from './fit/cross-validate.ts'
import type { FitThreads } from './fit/fit-threads.ts'
import { judgeHeldOut } from './fit/judge-held-out.ts'
import { readCorpus } from './fit/read-corpus.ts'
import { takeTurns } from './fit/take-turns.ts'
import { trackProgress } from './fit/track-progress.ts'
import { composeLesson, composeTrainingSet, type TrainingSet } from './fit/training-set.ts'
import type { Judged } from './judged.ts'
import { defaultSettings } from './learn/choose-settings.ts'
import { foldRows } from './learn/fold-rows.ts'
import { groupNearDuplicates } from './learn/group-near-duplicates.ts'
import type { Settings } from './learn/lesson.ts'
import { uniteGroups } from './learn/unite-groups.ts'
import { normaliseText } from './text/normalise-text.ts'
import type { ModelParts } from './text-model.ts'

export interface Trained {
  parts: ModelParts
  /** Each example as judged by a model that had not seen it nor what belongs with it; empty without calibration. */
  heldOut: Judged[]
  /** How it learnt. */
  settings: Settings
  /** Examples by ISO 639-1 code; `und`: not told. */
  languages: Record<string, number>
}

/** Five parts: with fewer the confidence is fitted to models that know too little. */
const folds = 5
/**
 * Features of one text alone tell nothing of others, and are most of all features where there are many texts. By cross-validation on
 * banking77 and hwu64 a model without them is as good (within 0.1 points) and half as large.
 */
const manyTexts = 2000
/** A class's weights have to stay in reach of a processor, and those of hundreds of classes in memory. */
const mostColumns = 262_144
/** Below so many characters times classes a thread takes longer to start than to train. */
const littleWork = 1_000_000
const mostWorkers = 8

/**
 * Trains a classifier of texts: everything from the features to the confidence. Deterministic for the same examples, options and
 * version, whatever the threads. Rejects with a RangeError without an example that has a class, and for weights and dense vectors that
 * are none; with the signal's reason when it is cancelled. No thread outlives the promise.
 */
export const trainTextModel = async (
  examples: readonly Example[],
  options: TrainOptions,
): Promise<Trained> => {
  options.signal?.throwIfAborted()
  const set = composeTrainingSet(examples, options)
  const threads = startThreads(set, options)
  try {
    return await train(examples, set, { ...options, threads })
  } finally {
    await threads.close()
  }
}

const train = async (
  examples: readonly Example[],
  set: TrainingSet,
  {
    threads,
    seed,
    signal,
    learner,
    calibrate: isCalibrated = true,
    onProgress,
  }: TrainOptions & { threads: FitThreads },
): Promise<Trained> => {
  const { labels, targets } = set
  const classes = labels.length
  const progress = trackProgress(
    isCalibrated ? ['reading', 'cross-validating', 'calibrating', 'training'] : ['reading', 'training'],
    onProgress,
  )
  const onRead = progress.begin('reading')
  const texts: string[] = []
  await takeTurns(set.texts.length, (row) => texts.push(normaliseText(set.texts[row] as string)), {
    signal,
    onPart: (part) => onRead(part * 0.3),
  })
  const { corpus, vocabulary } = await readCorpus(texts, {
    leastTexts: texts.length > manyTexts ? 2 : 1,
    mostColumns,
    dense: set.dense,
    signal,
    onPart: (part) => onRead(0.3 + part * 0.7),
  })
  const fitter = createFitter(corpus, threads)
  const lesson = composeLesson(set, Int32Array.from(examples.keys()))
  const settings = defaultSettings({ rows: lesson.rows.length, columns: corpus.width, classes, learner })

  let calibration = guess(settings.learner)
  let heldOut: Judged[] = []
  if (isCalibrated) {
    const onValidated = progress.beginAdding('cross-validating')
    const groups = uniteGroups(
      groupNearDuplicates(texts.slice(0, examples.length)),
      examples.map(({ group }) => group),
    )
    const parts = foldRows(targets, groups, { folds, classes, seed })
    const scores = await crossValidate(fitter, set, { parts, settings, seed, onPart: onValidated })
    progress.begin('calibrating')
    calibration = calibrate(scores, targets, { classes, learner: settings.learner })
    heldOut = judgeHeldOut(examples, scores, { labels, ...calibration })
  }
  const found = await fitter.train({ lesson, settings, seed }, progress.beginAdding('training'))
  progress.finish()
  return {
    parts: { labels, ...vocabulary, denseWidth: set.dense[0]?.length ?? 0, classes: found, ...calibration },
    heldOut,
    settings,
    languages: countLanguages(examples),
  }
}

const startThreads = ({ texts, labels }: TrainingSet, { workers, signal }: TrainOptions): FitThreads => {
  const work = texts.reduce((sum, text) => sum + text.length, 0) * labels.length
  const count = workers ?? (work < littleWork ? 0 : Math.min(mostWorkers, availableParallelism()))
  return count === 0 ? createOwnThread(signal) : createWorkerThreads(count, signal)
}

const countLanguages = (examples: readonly Example[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { language = 'und' } of examples) counts[language] = (counts[language] ?? 0) + 1
  return counts
}
