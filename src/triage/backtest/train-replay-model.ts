import type { Bundle } from '../../classify/bundles/bundle.ts'
import { createCategoryFinder } from '../../classify/find-category.ts'
import type { Judged } from '../../classify/model/judged.ts'
import { createTextModel } from '../../classify/model/text-model.ts'
import { cleanTickets } from '../../training/clean/clean-tickets.ts'
import { composeTrainingReport } from '../../training/compose-training-report.ts'
import type { PastTicket } from '../../training/past-ticket.ts'
import { type TrainTargetsOptions, trainTargets } from '../../training/train-targets.ts'
import type { Said } from './choose-block-thresholds.ts'
import type { ReplayModel } from './replay-model.ts'

export interface TrainReplayModelOptions extends TrainTargetsOptions {
  /** What the model is called. */
  name: string
  /** Relevo's version. */
  by: string
  from: string
  /** ms; when it would have been trained. */
  at: number
}

/**
 * A model as `relevo train` makes one of these tickets, in memory and without its learning curve. Null: there is too little to learn
 * anything. Rejects with the signal's reason; throws `TrainingRefused` when an encoder does not answer.
 */
export const trainReplayModel = async (
  tickets: readonly PastTicket[],
  options: TrainReplayModelOptions,
): Promise<ReplayModel | null> => {
  const cleaned = cleanTickets(tickets)
  const { trained } = await trainTargets(cleaned, options)
  if (trained.size === 0) return null
  const { name, by, from, at, seed, encoder, categories } = options
  const { about } = composeTrainingReport({
    name,
    at,
    by,
    from,
    read: tickets.length,
    unfit: [],
    cleaned,
    encoder: encoder?.name ?? null,
    seed,
    trained,
  })
  const bundle: Bundle = {
    name,
    about,
    models: new Map([...trained].map(([target, { parts }]) => [target, createTextModel(parts)])),
    explainers: new Map(),
    neighbours: null,
  }
  return { bundle, heldOut: readHeldOut(trained.get('category')?.heldOut ?? [], categories) }
}

/** What is like nothing that the model knows is never written, however sure it is. */
const readHeldOut = (
  judged: readonly Judged[],
  categories: TrainReplayModelOptions['categories'],
): Said[] => {
  const findCategory = createCategoryFinder(categories)
  return judged.flatMap(({ label, predicted, confidence, inScope }) => {
    const category = predicted === null ? null : findCategory(predicted)
    if (category === null) return []
    return [{ category, confidence: inScope ? confidence : 0, isRight: label === predicted }]
  })
}
