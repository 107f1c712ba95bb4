import type { Configuration } from '../../../schemas/configuration.ts'
import type { Prediction } from '../../../schemas/triage.ts'
import type { Bundle } from '../../classify/bundles/bundle.ts'
import type { CascadeEvent } from '../../classify/cascade/cascade-event.ts'
import { defaultCategories } from '../../classify/default-categories.ts'
import type { Encoder } from '../../classify/encoders/encoder.ts'
import { openClassifier } from '../../classify/open-classifier.ts'
import { composePrediction } from '../find/compose-prediction.ts'
import type { TimedTicket } from './order-arrivals.ts'
import type { ReplayModel } from './replay-model.ts'

export interface ReplayClassifierOptions {
  config: Pick<Configuration, 'categories' | 'classification' | 'llm' | 'store'>
  encoder: Encoder | null
  /** What ships; null: it cannot be used. */
  starter: Bundle | null
  observe: (event: CascadeEvent) => void
}

/**
 * Predicts as the service would with a given model in use and what ships behind it (null: what ships alone). A language model is not
 * asked: the past would be sent out, and paid for, once more. One text at a time.
 */
export const createReplayClassifier = ({
  config,
  encoder,
  starter,
  observe,
}: ReplayClassifierOptions): ((ticket: TimedTicket, model: ReplayModel | null) => Promise<Prediction>) => {
  const { classification } = config
  const categories = config.categories ?? defaultCategories
  let inUse: Bundle | null = null
  const classifier = openClassifier({
    config: {
      ...config,
      classification: {
        ...classification,
        explain: false,
        llm: { ...classification.llm, enabled: false },
      },
    },
    observe,
    bundles: [{ current: async () => inUse }, { current: async () => starter }],
    encoder,
  })
  return async ({ subject, body }, model) => {
    inUse = model?.bundle ?? null
    const input = { subject, text: body, botCategory: null, language: null, trustBot: false }
    return composePrediction(await classifier.classify(input), categories)
  }
}
