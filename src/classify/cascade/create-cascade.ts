import type { Classification, Reason } from '../../../schemas/classification.ts'
import type { CategoryConfig } from '../../../schemas/configuration.ts'
import type { Target } from '../bundles/bundle.ts'
import type { Classifier, TextToClassify } from '../classifier.ts'
import type { Rules } from '../create-rules.ts'
import { joinSubjectAndBody } from '../join-subject-and-body.ts'
import type { DetectedLanguage, LanguageDetector } from '../language/language-detector.ts'
import { readPriority } from '../read-priority.ts'
import type { Adviser, ModelAdvice } from './advice.ts'
import type { CascadeEvent } from './cascade-event.ts'
import { createStepTrail, type StepTrail } from './create-step-trail.ts'
import { decideVerdict, type Heard } from './decide-verdict.ts'
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
 * the model leans to as well, and a language model where one is configured. Each answer and its time are kept. What a category's
 * configuration leaves open, type, group and priority, is filled by the model where it is sure. Never throws: who cannot be asked is
 * passed over, and told.
 */
export const createCascade = (options: CascadeOptions): Classifier => ({
  classify: async (input) => {
    const classification = await classify(input, options)
    for (const step of classification.steps ?? []) options.observe({ kind: 'step', step })
    options.observe({ kind: 'classified', classification })
    return classification
  },
})

const classify = async (input: TextToClassify, options: CascadeOptions): Promise<Classification> => {
  const text = joinSubjectAndBody(input.subject, input.text)
  const language = detect(text, options)
  const trail = createStepTrail(options.now)
  const bot = askBot(input, options, trail)
  const { rules, isStrong } = bot === null ? askRules(input, options, trail) : notAsked
  // Also when the category is known: type, group and priority may not be.
  const advice = await askModel(text, { ...options, language, trail })
  const model = advice?.targets.get('category')
  const ruling = decideVerdict({ bot, rules, isStrong, model, evidence: advice?.evidence ?? [] })
  if (ruling.kind === 'decided' && ruling.isWeak)
    trail.begin('rules-weak')({ verdict: 'decided', category: ruling.verdict.category })
  const { reasons, ...verdict } =
    ruling.kind === 'decided' ? ruling.verdict : await askLlm(text, ruling.reasons, { ...options, trail })
  const filed = fillGaps(fileCategory(options.categories, verdict.category, verdict), advice)
  return { ...filed, reasons, language, model: advice?.model ?? null, steps: trail.steps }
}

type Tools = CascadeOptions & { trail: StepTrail }

const askBot = (input: TextToClassify, { rules }: CascadeOptions, trail: StepTrail): Heard['bot'] => {
  if (input.botCategory === null) return null
  const end = trail.begin('bot')
  const bot = rules.takeBot(input)
  end({ verdict: bot === null ? 'unsure' : 'decided', category: bot?.category ?? null })
  return bot
}

const notAsked: Pick<Heard, 'rules' | 'isStrong'> = { rules: null, isStrong: false }

const askRules = (
  input: TextToClassify,
  { rules, useRules, leastLead }: CascadeOptions,
  trail: StepTrail,
): Pick<Heard, 'rules' | 'isStrong'> => {
  if (!useRules) return notAsked
  const end = trail.begin('rules')
  const weighed = rules.weigh(input)
  const isStrong = weighed.kind === 'category' && weighed.lead >= leastLead
  end({
    verdict: isStrong ? 'decided' : 'unsure',
    category: weighed.kind === 'category' ? weighed.category : null,
  })
  return { rules: weighed, isStrong }
}

const detect = (text: string, { language, observe }: CascadeOptions): DetectedLanguage | null => {
  try {
    return language?.detect(text) ?? null
  } catch (error) {
    observe({ kind: 'away', what: 'language', why: String(error) })
    return null
  }
}

const askModel = async (
  text: string,
  { adviser, observe, trail, language }: Omit<Tools, 'language'> & { language: DetectedLanguage | null },
): Promise<ModelAdvice | null> => {
  if (adviser === null) return null
  const end = trail.begin('model')
  try {
    const advice = await adviser.advise(text, language)
    if (advice === null) return null
    const said = advice.targets.get('category')
    if (advice.away !== null) observe({ kind: 'away', what: 'encoder', why: advice.away })
    if (said === undefined && advice.away !== null) end({ verdict: 'away' })
    else
      end({
        verdict: said?.kind === 'sure' ? 'decided' : 'unsure',
        category: said?.label ?? null,
        confidence: said?.confidence ?? null,
      })
    return advice
  } catch (error) {
    observe({ kind: 'away', what: 'model', why: String(error) })
    end({ verdict: 'away' })
    return null
  }
}

const askLlm = async (
  text: string,
  reasons: Reason[],
  { llm, categories, observe, trail }: Tools,
): Promise<Verdict> => {
  const nobody: Verdict = { category: null, decidedBy: 'none', confidence: null, reasons }
  if (llm === null || text === '') return nobody
  const end = trail.begin('llm')
  const choices = Object.entries(categories).map(([category, { names }]) => ({ category, names }))
  const answer = await llm.choose(text, choices)
  switch (answer.kind) {
    case 'category': {
      const { category } = answer
      end({ verdict: 'decided', category })
      const chose: Reason = { code: 'llm-chose', category }
      return { category, decidedBy: 'llm', confidence: null, reasons: [chose, ...reasons] }
    }
    case 'none':
      end({ verdict: 'unsure' })
      return { ...nobody, reasons: [...reasons, { code: 'llm-unsure' }] }
    case 'away':
      observe({ kind: 'away', what: 'llm', why: answer.why })
      end({ verdict: 'away' })
      return nobody
    default:
      return answer satisfies never
  }
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
