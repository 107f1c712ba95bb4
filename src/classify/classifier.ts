import type { Classification } from '../../schemas/classification.ts'

/** What the classifier may look at. Nothing of it is stored or logged. */
export interface TextToClassify {
  subject: string | null
  text: string
  /** What the bot said it is, in its own words. */
  botCategory: string | null
  language: string | null
  /** Whether the bot's word is taken for this source. */
  trustBot: boolean
}

/** The classifier's door. Never throws and never waits for the network unless a model behind it is configured to. */
export interface Classifier {
  classify(input: TextToClassify): Promise<Classification>
}
