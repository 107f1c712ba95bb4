import type { AboutTarget } from '../bundles/bundle.ts'
import type { DetectedLanguage } from '../language/language-detector.ts'
import type { Prediction } from '../model/text-model.ts'
import type { Advice } from './advice.ts'

/** Below this a language is only guessed at, and no reason to hold anything back. */
const sureOfLanguage = 0.9
/** A language with fewer texts than this, and less than that part of all, is one that the model has not learnt. */
const leastTexts = 10
const leastPart = 0.01

/**
 * Whether a model's word is taken. It is not when the text is in a language that it has not learnt, is like nothing that it has
 * learnt, or when it is less sure than `threshold` (absent: what the training found to be right often enough).
 */
export const decideAdvice = (
  prediction: Pick<Prediction, 'label' | 'confidence' | 'inScope' | 'runnerUp'> | null,
  about: Pick<AboutTarget, 'threshold' | 'languages'>,
  { language, threshold }: { language: DetectedLanguage | null; threshold: number | undefined },
): Advice => {
  if (prediction === null)
    return { kind: 'unsure', label: null, confidence: null, reason: { code: 'model-out-of-scope' } }
  const { label, confidence, inScope, runnerUp } = prediction
  if (language !== null && language.confidence >= sureOfLanguage && !knows(about.languages, language.code))
    return { kind: 'unsure', label, confidence, reason: { code: 'model-language', language: language.code } }
  if (!inScope) return { kind: 'unsure', label, confidence, reason: { code: 'model-out-of-scope' } }
  if (confidence >= (threshold ?? about.threshold)) return { kind: 'sure', label, confidence }
  return {
    kind: 'unsure',
    label,
    confidence,
    reason: { code: 'model-unsure', category: label, confidence, runnerUp },
  }
}

/** A model whose texts' languages are mostly not told is taken to know any. */
const knows = (languages: Record<string, number>, code: string): boolean => {
  const all = Object.values(languages).reduce((sum, texts) => sum + texts, 0)
  const told = all - (languages['und'] ?? 0)
  if (told < all / 2 || told === 0) return true
  const texts = languages[code] ?? 0
  return texts >= leastTexts || (texts > 0 && texts >= told * leastPart)
}
