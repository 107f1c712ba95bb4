import { availableParallelism } from 'node:os'
import type { Example, TrainOptions } from './example.ts'
import { markOwnColumns } from './features/own-columns.ts'
import { calibrate, guess } from './fit/calibrate.ts'
import { createFitter, type ToLearn } from './fit/create-fitter.ts'
import { createOwnThread } from './fit/create-own-thread.ts'
import { createWorkerThreads } from './fit/create-worker-threads.ts'
import { crossValidate } from './fit/cross-validate.ts'
import type { FitThreads } from './fit/fit-threads.ts'
import { judgeHeldOut } from './fit/judge-held-out.ts'
import { readCorpus } from './fit/read-corpus.ts'
import { selfTrain } from './fit/self-train.ts'
import { takeTurns } from './fit/take-turns.ts'
import { trackProgress } from './fit/track-progress.ts'
import { composeLesson, composeTrainingSet, type TrainingSet } from './fit/training-set.ts'
import { tuneSettings } from './fit/tune-settings.ts'
import type { Judged } from './judged.ts'
import { candidateSettings, defaultSettings } from './learn/choose-settings.ts'
import { foldRows } from './learn/fold-rows.ts'
import { groupNearDuplicates } from './learn/group-near-duplicates.ts'
import type { Settings } from './learn/lesson.ts'
import { measureScores } from './learn/measure-scores.ts'
import { uniteGroups } from './learn/unite-groups.ts'
import { normaliseText } from './text/normalise-text.ts'
import type { ModelParts } from './text-model.ts'

export interface Trained {
  parts: ModelParts
  /** Each example as judged by a model that had not seen it nor what belongs with it; empty without calibration. */
  heldOut: Judged[]
  /** How it learnt. */
  settings: Settings
  /** Whether it learnt from texts that nobody has filed: held-out ones came out better so. */
  isSelfTrained: boolean
  /** Examples by ISO 639-1 code; `und`: not told. */
  languages: Record<string, number>
}

/**
 * Parts that are held out in turn. With fewer the confidence is fitted to models that know too little, which tells where there is little
 * to know: on texts left over from draws of ten examples a class of hwu64 and five of banking77, ten parts instead of five bring the
 * calibration error from .054 to .023 and from .029 to .024.
 */
const folds = { usual: 5, few: 10 }
const fewExamples = 2000
/** Examples times classes up to which ten trainings take seconds. */
const littleToLearn = 250_000
const countFolds = (examples: number, classes: number): number =>
  examples <= fewExamples && examples * classes <= littleToLearn ? folds.few : folds.usual
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
  const { unlabelled = [], calibrate: isCalibrated = true, onProgress = () => undefined } = options
  const isTwice = unlabelled.length > 0 && isCalibrated
  const plain = await learn(examples, {
    ...options,
    ...(options.settings === undefined ? {} : { usual: options.settings }),
    unlabelled: [],
    onProgress: (part, doing) => onProgress(isTwice ? part * firstPart : part, doing),
  })
  if (!isTwice) return plain.trained
  const extended = await learn(examples, {
    ...options,
    usual: plain.usual,
    onProgress: (part, doing) => onProgress(firstPart + part * (1 - firstPart), doing),
  })
  return extended.macroF1 > plain.macroF1 ? extended.trained : plain.trained
}

/** Of the time of learning without texts that nobody has filed and then with them. */
const firstPart = 0.3

interface LearnOptions extends TrainOptions {
  /** Settings that were found out before; absent: they are chosen. */
  usual?: Settings
}

interface Learnt {
  trained: Trained
  usual: Settings
  /** Of what is held out. */
  macroF1: number
}

const learn = async (examples: readonly Example[], options: LearnOptions): Promise<Learnt> => {
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
    usual,
    tune: isTuned = true,
    calibrate: isCalibrated = true,
    onProgress,
  }: LearnOptions & { threads: FitThreads },
): Promise<Learnt> => {
  const { labels, targets, unlabelled } = set
  const classes = labels.length
  const isExtended = unlabelled.length > 0
  const progress = trackProgress(
    [
      'reading',
      ...(isTuned && usual === undefined ? (['choosing'] as const) : []),
      ...(isCalibrated ? (['cross-validating', 'calibrating'] as const) : []),
      ...(isExtended ? (['unlabelled'] as const) : []),
      'training',
    ],
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
  const foldAll = (): Int32Array => {
    const groups = uniteGroups(
      groupNearDuplicates(texts.slice(0, examples.length)),
      examples.map(({ group }) => group),
    )
    return foldRows(targets, groups, { folds: countFolds(examples.length, classes), classes, seed })
  }
  const parts = isCalibrated || (isTuned && usual === undefined) ? foldAll() : new Int32Array(0)
  let settings = usual ?? defaultSettings({ rows: examples.length, columns: corpus.width, classes, learner })
  if (isTuned && usual === undefined) {
    const candidates = candidateSettings(settings, countClasses(targets, classes), learner)
    const onPart = progress.beginAdding('choosing')
    settings = await tuneSettings(fitter, set, { candidates, parts, seed, onPart })
  }
  const extend = (what: ToLearn, onPart?: (part: number) => void) =>
    isExtended ? selfTrain(fitter, what, unlabelled, onPart) : Promise.resolve(what)

  let calibration = guess(settings.learner)
  let heldOut: Judged[] = []
  let macroF1 = 0
  if (isCalibrated) {
    const onPart = progress.beginAdding('cross-validating')
    const scores = await crossValidate(fitter, set, { parts, settings, seed, extend, onPart })
    progress.begin('calibrating')
    const learner = isExtended ? 'svm' : settings.learner
    calibration = calibrate(scores, targets, { classes, learner })
    heldOut = judgeHeldOut(examples, scores, { labels, ...calibration })
    macroF1 = measureScores(scores.scores, targets, classes).macroF1
  }
  const what = await extend(
    { lesson, settings, seed },
    isExtended ? progress.beginAdding('unlabelled') : undefined,
  )
  const found = await fitter.train(what, progress.beginAdding('training'))
  const own = markOwnColumns(corpus, what.lesson, vocabulary.table.size)
  progress.finish()
  const trained: Trained = {
    parts: {
      labels,
      ...vocabulary,
      denseWidth: set.dense[0]?.length ?? 0,
      classes: found,
      own,
      ...calibration,
    },
    heldOut,
    settings: what.settings,
    isSelfTrained: isExtended,
    languages: countLanguages(examples),
  }
  return { trained, usual: settings, macroF1 }
}

const countClasses = (targets: Int32Array, classes: number): Int32Array => {
  const counts = new Int32Array(classes)
  for (const target of targets) if (target !== -1) counts[target] = (counts[target] as number) + 1
  return counts
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
