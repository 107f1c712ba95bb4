import { createVectoriser, fitVocabulary, type Vocabulary } from './features/vectoriser.ts'
import { fitConfidence, readStanding } from './learn/confidence.ts'
import { foldRows } from './learn/fold-rows.ts'
import { groupNearDuplicates } from './learn/group-near-duplicates.ts'
import { type LinearWeights, scoreRows } from './learn/linear-scores.ts'
import { trainLogistic } from './learn/train-logistic.ts'
import { trainSvm } from './learn/train-svm.ts'
import { compressWeights } from './sparse-classes.ts'
import { normaliseText } from './text/normalise-text.ts'
import type { ModelParts } from './text-model.ts'

export interface Example {
  /** Subject and body, as a person wrote them. */
  text: string
  label: string
}

/** `svm`: each class against all others. `logistic`: all against each other, better with few rows a class, and slower. */
export type Learner = 'svm' | 'logistic'

export interface TrainOptions {
  seed: number
  /** What each class is called or about, in words: it stands in for examples where there are few. Absent: nothing. */
  hints?: Readonly<Record<string, string>>
  /** Which way of learning; absent: the better one for so many rows and classes. */
  learner?: Learner
  /** Told before each of the trainings that it takes. */
  onProgress?: (done: number, of: number) => void
}

export interface Trained {
  parts: ModelParts
  /** On texts held out of the training, near-duplicates of which were held out with them. */
  heldOut: { texts: number; accuracy: number; macroF1: number }
}

/** Five parts: with fewer the confidence is fitted to models that know too little. */
const folds = 5
/** Rows times classes up to which logistic regression is worth its time. */
const mostForLogistic = 400_000
/** Features of one text alone tell nothing of others, and are most of all where there are many texts. */
const manyTexts = 20_000
const scopeQuantile = 0.05

const svm = { c: 1, balance: 0, tolerance: 0.5, mostRounds: 1000 }
const logistic = { c: 40, mostSteps: 60, tolerance: 1e-3 }

/**
 * Trains a classifier of texts: everything from the features to the confidence. Deterministic for the same examples, options and
 * version. Takes all of one processor while it runs, so it belongs into a worker thread. Throws a RangeError without examples of at
 * least two classes.
 */
export const trainTextModel = (examples: readonly Example[], options: TrainOptions): Trained => {
  const labels = [...new Set(examples.map(({ label }) => label))].sort()
  if (labels.length < 2) throw new RangeError('There must be examples of at least two classes.')
  const numbers = new Map(labels.map((label, number) => [label, number]))
  const texts = examples.map(({ text }) => normaliseText(text))
  const targets = Int32Array.from(examples, ({ label }) => numbers.get(label) as number)
  const hints = labels.flatMap((label, number) => {
    const hint = options.hints?.[label]?.trim() ?? ''
    return hint === '' ? [] : [{ text: normaliseText(hint), number }]
  })
  const train = (rows: readonly number[]): Fitted =>
    fit(
      [...rows.map((row) => texts[row] as string), ...hints.map(({ text }) => text)],
      Int32Array.from([...rows.map((row) => targets[row] as number), ...hints.map(({ number }) => number)]),
      { classes: labels.length, seed: options.seed, learner: options.learner },
    )

  const parts = foldRows(targets, groupNearDuplicates(texts), {
    folds,
    classes: labels.length,
    seed: options.seed,
  })
  const scores = new Float32Array(texts.length * labels.length)
  for (let fold = 0; fold < folds; fold += 1) {
    options.onProgress?.(fold, folds + 1)
    const held = [...texts.keys()].filter((row) => parts[row] === fold)
    if (held.length === 0) continue
    const { vocabulary, weights } = train([...texts.keys()].filter((row) => parts[row] !== fold))
    const read = createVectoriser(vocabulary).readAll(held.map((row) => texts[row] as string))
    const found = scoreRows(read, weights)
    held.forEach((row, at) => {
      scores.set(found.subarray(at * labels.length, (at + 1) * labels.length), row * labels.length)
    })
  }
  options.onProgress?.(folds, folds + 1)
  const confidence = fitConfidence(scores, targets, labels.length)
  const standings = texts.map((_, row) =>
    readStanding(scores, row * labels.length, labels.length, confidence.temperature),
  )
  const { vocabulary, weights } = train([...texts.keys()])
  options.onProgress?.(folds + 1, folds + 1)
  return {
    parts: {
      labels,
      ...vocabulary,
      classes: compressWeights(weights),
      confidence,
      leastMargin: quantile(
        standings.map(({ margin }) => margin),
        scopeQuantile,
      ),
    },
    heldOut: {
      texts: texts.length,
      ...judge(
        standings.map(({ first }) => first),
        targets,
        labels.length,
      ),
    },
  }
}

interface Fitted {
  vocabulary: Vocabulary
  weights: LinearWeights
}

const fit = (
  texts: readonly string[],
  targets: Int32Array,
  { classes, seed, learner }: { classes: number; seed: number; learner: Learner | undefined },
): Fitted => {
  const vocabulary = fitVocabulary(texts, texts.length > manyTexts ? 2 : 1)
  const rows = createVectoriser(vocabulary).readAll(texts)
  const chosen = learner ?? (rows.height * classes <= mostForLogistic ? 'logistic' : 'svm')
  if (chosen === 'logistic') return { vocabulary, weights: trainLogistic(rows, targets, classes, logistic) }
  const weights = new Float32Array(classes * rows.width)
  const biases = Float32Array.from({ length: classes }, (_, klass) =>
    trainSvm(
      rows,
      targets,
      klass,
      { ...svm, seed },
      weights.subarray(klass * rows.width, (klass + 1) * rows.width),
    ),
  )
  return { vocabulary, weights: { weights, biases, width: rows.width } }
}

const quantile = (values: number[], part: number): number => {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(part * sorted.length)] as number
}

const judge = (
  predicted: readonly number[],
  targets: Int32Array,
  classes: number,
): { accuracy: number; macroF1: number } => {
  const right = new Int32Array(classes)
  const said = new Int32Array(classes)
  const there = new Int32Array(classes)
  predicted.forEach((klass, row) => {
    const target = targets[row] as number
    said[klass] = (said[klass] as number) + 1
    there[target] = (there[target] as number) + 1
    if (klass === target) right[klass] = (right[klass] as number) + 1
  })
  const f1 = Array.from(right, (hits, klass) =>
    hits === 0 ? 0 : (2 * hits) / ((said[klass] as number) + (there[klass] as number)),
  )
  const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0)
  return { accuracy: sum(right) / targets.length, macroF1: sum(f1) / classes }
}
