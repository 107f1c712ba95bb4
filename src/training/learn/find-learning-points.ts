import { evaluate } from '../../classify/model/evaluate/evaluate.ts'
import type { LearningPoint } from '../../classify/model/evaluate/extrapolate-learning.ts'
import type { Example, TrainOptions } from '../../classify/model/example.ts'
import { foldRows } from '../../classify/model/learn/fold-rows.ts'
import { groupNearDuplicates } from '../../classify/model/learn/group-near-duplicates.ts'
import { createRandom } from '../../classify/model/learn/random.ts'
import { uniteGroups } from '../../classify/model/learn/unite-groups.ts'
import { normaliseText } from '../../classify/model/text/normalise-text.ts'
import { createTextModel } from '../../classify/model/text-model.ts'
import { trainTextModel } from '../../classify/model/train-text-model.ts'

/** Parts of what is learnt from, each within the next. */
const parts = [1 / 8, 1 / 4, 1 / 2, 1]
/** A fifth is judged, and never learnt from. */
const folds = 5
/** Below these a curve is noise. */
const fewest = { examples: 200, inPart: 40 }

/**
 * How good a model gets with a part of the examples, on a fifth of them that is held out with its near-duplicates. With the settings
 * that were found for all of them, and without confidence: all of it takes about as long as two trainings without either. Empty where
 * there are too few examples.
 */
export const findLearningPoints = async (
  examples: readonly Example[],
  options: Pick<TrainOptions, 'seed' | 'hints' | 'background' | 'settings' | 'signal' | 'workers'> & {
    onProgress?: (part: number) => void
  },
): Promise<LearningPoint[]> => {
  if (examples.length < fewest.examples) return []
  const { onProgress = () => {}, ...training } = options
  const { held, learnt } = split(examples, options.seed)
  const points: LearningPoint[] = []
  for (const [step, part] of parts.entries()) {
    const some = learnt.slice(0, Math.round(learnt.length * part))
    const labels = new Set(some.flatMap(({ label }) => label ?? []))
    if (some.length < fewest.inPart || labels.size < 2) continue
    const { parts: model } = await trainTextModel(some, {
      ...training,
      hints: Object.fromEntries(Object.entries(options.hints ?? {}).filter(([label]) => labels.has(label))),
      tune: false,
      calibrate: false,
      onProgress: (done) => onProgress((step + done) / parts.length),
    })
    const { accuracy, macroF1 } = judge(model, held)
    points.push({ texts: some.length, accuracy, macroF1 })
  }
  return points
}

/** The same for the same examples; what is learnt from is in an order of chance, so that any beginning of it is a fair part. */
const split = (examples: readonly Example[], seed: number): { held: Example[]; learnt: Example[] } => {
  const labels = [...new Set(examples.map(({ label }) => label))]
  const numbers = new Map(labels.map((label, number) => [label, number]))
  const targets = Int32Array.from(examples, ({ label }) => numbers.get(label) ?? 0)
  const groups = uniteGroups(
    groupNearDuplicates(examples.map(({ text }) => normaliseText(text))),
    examples.map(({ group }) => group),
  )
  const folded = foldRows(targets, groups, { folds, classes: labels.length, seed })
  const random = createRandom(seed)
  const learnt = examples
    .filter((_, row) => folded[row] !== 0)
    .map((example) => ({ example, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ example }) => example)
  return { held: examples.filter((_, row) => folded[row] === 0), learnt }
}

const judge = (parts: Parameters<typeof createTextModel>[0], held: readonly Example[]) => {
  const model = createTextModel(parts)
  const judged = held.map(({ text, label, dense }, row) => ({
    row,
    label,
    predicted: model.predict(text, dense)?.label ?? null,
    confidence: 0,
    inScope: true,
    runnerUp: null,
    language: null,
  }))
  return evaluate(judged, { labels: parts.labels })
}
