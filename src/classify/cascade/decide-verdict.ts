import type { Reason } from '../../../schemas/classification.ts'
import type { Rules } from '../create-rules.ts'
import type { Advice } from './advice.ts'
import type { Verdict } from './file-category.ts'

/** What everybody on this machine said of a text. */
export interface Heard {
  /** The bot's word, where it is taken. */
  bot: ReturnType<Rules['takeBot']>
  /** What rules point to; null: they were not asked. */
  rules: ReturnType<Rules['weigh']> | null
  /** Whether their evidence is enough to decide before a model does. */
  isStrong: boolean
  /** Of the category; undefined: no model tells it. */
  model: Advice | undefined
  /** What carried the model's decision, and what is like the text. */
  evidence: Reason[]
}

/** `open`: nobody is sure. `isWeak`: rules with little evidence decided. */
export type Ruling =
  | { kind: 'decided'; verdict: Verdict; isWeak: boolean }
  | { kind: 'open'; reasons: Reason[] }

/** Who decides: a trusted bot, rules with evidence enough, the model, rules with little evidence that the model leans to as well. Pure. */
export const decideVerdict = ({ bot, rules, isStrong, model, evidence }: Heard): Ruling => {
  const similar = evidence.filter(({ code }) => code === 'similar')
  if (bot !== null) return decided(bot.category, 'bot', [...bot.reasons, ...similar])
  const ruled = rules?.kind === 'category' ? rules : null
  if (ruled !== null && isStrong) return decided(ruled.category, 'rule', [...ruled.reasons, ...similar])
  if (model?.kind === 'sure') return decided(model.label, 'model', evidence, { confidence: model.confidence })
  const doubt = [...(model?.reason ? [model.reason] : []), ...evidence]
  if (ruled !== null && isBacked(ruled.category, model))
    return decided(ruled.category, 'rule', [...ruled.reasons, ...doubt], { isWeak: true })
  return { kind: 'open', reasons: [...(rules?.reasons ?? []), ...doubt] }
}

const decided = (
  category: string,
  decidedBy: Verdict['decidedBy'],
  reasons: Reason[],
  { confidence = null, isWeak = false }: { confidence?: number | null; isWeak?: boolean } = {},
): Ruling => ({ kind: 'decided', verdict: { category, decidedBy, confidence, reasons }, isWeak })

/**
 * Whether rules with little evidence are followed after all: when the model leans the same way, or has nothing to say of such a text.
 * Against its leaning they are right in 20 to 56 % (docs/decisions/0015-classification-cascade.md).
 */
const isBacked = (category: string, model: Advice | undefined): boolean =>
  model === undefined ||
  model.label === null ||
  model.label === category ||
  (model.kind === 'unsure' && model.reason?.code === 'model-language')
