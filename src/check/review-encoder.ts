import type { CheckResult } from './check-result.ts'

export interface EncoderFacts {
  /** What is configured; null: nothing. */
  name: string | null
  /** Of one text; null: it did not answer. */
  answer: { width: number; ms: number } | null
  /** Why it did not. */
  why: string | null
  /** The trained model in use, the encoder that it was trained with, and how many numbers it reads; null: none is in use. */
  model: { name: string; encoder: string | null; width: number } | null
}

const name = 'encoder'

/**
 * Whether what is configured answers, and whether the model in use was trained with it. Nothing of it keeps a hand-off from becoming
 * a ticket: what ships, and rules, classify without. Pure.
 */
export const reviewEncoder = ({ name: configured, answer, why, model }: EncoderFacts): CheckResult[] => {
  const needed = model?.encoder ?? null
  if (configured === null)
    return needed === null
      ? []
      : [
          {
            name,
            status: 'warn',
            detail: `the model in use, ${model?.name}, needs ${needed}, and none is configured: it is not asked`,
            remedy: `Configure ${needed} under classification.encoder, or train again without: relevo train.`,
          },
        ]
  const answers: CheckResult =
    answer === null
      ? {
          name,
          status: 'warn',
          detail: `${configured} does not answer: ${why ?? 'it failed'}`,
          remedy: 'Until it does, a model that was trained with it is not asked; what ships and rules are.',
        }
      : {
          name,
          status: 'ok',
          detail: `${configured} reads a text within ${answer.ms} ms, as ${answer.width} numbers`,
          remedy: null,
        }
  const detail = describeMisfit(configured, answer, model)
  if (detail === null) return [answers]
  return [
    answers,
    { name: `${name}: model`, status: 'warn', detail, remedy: 'Train one with it: relevo train.' },
  ]
}

/** Why the model in use has nothing of the encoder; null: it fits. */
const describeMisfit = (
  configured: string,
  answer: EncoderFacts['answer'],
  model: EncoderFacts['model'],
): string | null => {
  if (model === null) return 'no model that was trained with it is in use'
  const subject = `the model in use, ${model.name},`
  if (model.encoder === null) return `${subject} was trained without it`
  if (model.encoder !== configured) return `${subject} was trained with ${model.encoder}: it is not asked`
  return answer === null || answer.width === model.width
    ? null
    : `${subject} was trained with ${model.width} numbers of a text, and now there are ${answer.width}: it is not asked`
}
