import type { Classification, Reason, Step } from '../../../schemas/classification.ts'
import type { CategoryConfig } from '../../../schemas/configuration.ts'
import type { Target } from '../bundles/bundle.ts'
import type { Classifier, TextToClassify } from '../classifier.ts'
import type { Rules } from '../create-rules.ts'
import { joinSubjectAndBody } from '../join-subject-and-body.ts'
import type { DetectedLanguage, LanguageDetector } from '../language/language-detector.ts'
import { readPriority } from '../read-priority.ts'
import type { Advice, Adviser, ModelAdvice } from './advice.ts'
import type { CascadeEvent } from './cascade-event.ts'
import { type Filed, fileCategory, type Verdict } from './file-category.ts'
import type { LlmChooser } from './llm-chooser.ts'

export interface CascadeOptions {
  categories: Readonly<Record<string, CategoryConfig>>
  rules: Rules
  /** Whether keywords and patterns count at all; a bot's word does in any case. */
  useRules: boolean
  /**
   * By how much the rules' evidence for a category has to outweigh any other's to be taken before a model is asked. 0: always, as for
   * rules that the company wrote itself.
   */
  leastLead: number
  /** Null: no model is wanted. */
  adviser: Adviser | null
  language: LanguageDetector | null
  llm: LlmChooser | null
  /** Milliseconds that rise evenly, such as `performance.now`. */
  now: () => number
  observe: (event: CascadeEvent) => void
}

/**
 * Asks who may know, one after the other, until one is sure: a trusted bot, rules, the model in use, rules with little evidence that
 * the model leans to as well, and a language model where one is configured. Each answer and its time are kept. What a category's configuration leaves open, type,
 * group and priority, is filled by the model where it is sure. Never throws: who cannot be asked is passed over, and told.
 */
export const createCascade = (options: CascadeOptions): Classifier => ({
  classify: async (input) => {
    const classification = await classify(input, options)
    options.observe({ kind: 'classified', classification })
    return classification
  },
})

const classify = async (input: TextToClassify, options: CascadeOptions): Promise<Classification> => {
  const { categories, rules, useRules, leastLead, now, observe } = options
  const text = joinSubjectAndBody(input.subject, input.text)
  const language = detect(text, options)
  const steps: Step[] = []
  const take = (step: Step['step'], since: number, verdict: Omit<Step, 'step' | 'ms'>): void => {
    const ms = Math.round((now() - since) * 100) / 100
    steps.push({ step, ...verdict, ms: Math.max(0, ms) })
  }
  let advice: ModelAdvice | null = null
  const finish = (verdict: Verdict): Classification => {
    for (const step of steps) observe({ kind: 'step', step })
    const { reasons, ...decided } = verdict
    const filed = fileCategory(categories, decided.category, decided)
    return { ...fillGaps(filed, advice), reasons, language, model: advice?.model ?? null, steps }
  }

  const botSince = now()
  const bot = rules.takeBot(input)
  if (input.botCategory !== null)
    take('bot', botSince, {
      verdict: bot === null ? 'unsure' : 'decided',
      category: bot?.category ?? null,
      confidence: null,
    })

  const rulesSince = now()
  const weighed = useRules && bot === null ? rules.weigh(input) : null
  const ruled = weighed?.kind === 'category' ? weighed : null
  const isStrong = ruled !== null && ruled.lead >= leastLead
  if (weighed !== null)
    take('rules', rulesSince, {
      verdict: isStrong ? 'decided' : 'unsure',
      category: ruled?.category ?? null,
      confidence: null,
    })

  // Also when the category is known: type, group and priority may not be.
  const modelSince = now()
  const asked = await ask(text, language, options)
  advice = asked.advice
  const said = advice?.targets.get('category')
  if (asked.isAway) take('model', modelSince, { verdict: 'away', category: null, confidence: null })
  else if (advice !== null)
    take('model', modelSince, {
      verdict: said?.kind === 'sure' ? 'decided' : 'unsure',
      category: said?.label ?? null,
      confidence: said?.confidence ?? null,
    })

  if (bot !== null)
    return finish({ category: bot.category, decidedBy: 'bot', confidence: null, reasons: bot.reasons })
  if (ruled !== null && isStrong)
    return finish({ category: ruled.category, decidedBy: 'rule', confidence: null, reasons: ruled.reasons })
  const evidence = advice?.evidence ?? []
  if (said?.kind === 'sure')
    return finish({
      category: said.label,
      decidedBy: 'model',
      confidence: said.confidence,
      reasons: evidence,
    })
  const doubt: Reason[] = [...(said?.reason ? [said.reason] : []), ...evidence]
  if (ruled !== null && isBacked(ruled.category, said)) {
    take('rules-weak', now(), { verdict: 'decided', category: ruled.category, confidence: null })
    const reasons = [...ruled.reasons, ...doubt]
    return finish({ category: ruled.category, decidedBy: 'rule', confidence: null, reasons })
  }
  const open = [...(weighed?.reasons ?? []), ...doubt]
  return finish(await askLlm(text, open, { ...options, take }))
}

/**
 * Whether rules with little evidence are followed after all: when the model leans the same way, or has nothing to say of such a text.
 * Against its leaning they are right in 20 to 56 % (docs/decisions/0015-classification-cascade.md).
 */
const isBacked = (category: string, said: Advice | undefined): boolean =>
  said === undefined ||
  said.label === null ||
  said.label === category ||
  (said.kind === 'unsure' && said.reason?.code === 'model-language')

const detect = (text: string, { language, observe }: CascadeOptions): DetectedLanguage | null => {
  try {
    return language?.detect(text) ?? null
  } catch (error) {
    observe({ kind: 'away', what: 'language', why: String(error) })
    return null
  }
}

const ask = async (
  text: string,
  language: DetectedLanguage | null,
  { adviser, observe }: CascadeOptions,
): Promise<{ advice: ModelAdvice | null; isAway: boolean }> => {
  try {
    const advice = (await adviser?.advise(text, language)) ?? null
    const away = advice?.away ?? null
    if (away !== null) observe({ kind: 'away', what: 'encoder', why: away })
    return { advice, isAway: away !== null && !advice?.targets.has('category') }
  } catch (error) {
    observe({ kind: 'away', what: 'model', why: String(error) })
    return { advice: null, isAway: true }
  }
}

const askLlm = async (
  text: string,
  reasons: Reason[],
  {
    llm,
    categories,
    now,
    observe,
    take,
  }: CascadeOptions & {
    take: (step: Step['step'], since: number, verdict: Omit<Step, 'step' | 'ms'>) => void
  },
): Promise<Verdict> => {
  const nobody: Verdict = { category: null, decidedBy: 'none', confidence: null, reasons }
  if (llm === null || text === '') return nobody
  const since = now()
  const choices = Object.entries(categories).map(([category, { names }]) => ({ category, names }))
  const answer = await llm.choose(text, choices)
  if (answer.kind === 'category') {
    const { category } = answer
    take('llm', since, { verdict: 'decided', category, confidence: null })
    return {
      category,
      decidedBy: 'llm',
      confidence: null,
      reasons: [{ code: 'llm-chose', category }, ...reasons],
    }
  }
  if (answer.kind === 'away') observe({ kind: 'away', what: 'llm', why: answer.why })
  const verdict = answer.kind === 'none' ? 'unsure' : 'away'
  take('llm', since, { verdict, category: null, confidence: null })
  return answer.kind === 'none' ? { ...nobody, reasons: [...reasons, { code: 'llm-unsure' }] } : nobody
}

/** A category's configuration stands before what the model says of type, group and priority. */
const fillGaps = (filed: Filed, advice: ModelAdvice | null): Filed => {
  const sure = (target: Target) => {
    const said = advice?.targets.get(target)
    return said?.kind === 'sure' ? said : null
  }
  const [type, group, priority] = [sure('type'), sure('group'), sure('priority')]
  const level = filed.priority === null && priority !== null ? readPriority(priority.label) : null
  return {
    ...filed,
    type: filed.type ?? type?.label ?? null,
    group: filed.group ?? group?.label ?? null,
    ...(level === null || priority === null
      ? {}
      : { priority: level, priorityConfidence: priority.confidence }),
  }
}
