import type { Configuration } from '../../schemas/configuration.ts'
import { composeDraft } from '../bridge/compose-draft.ts'
import { chooseTexts } from '../bridge/texts/choose-texts.ts'
import { evaluatePolicy } from '../policy/evaluate-policy.ts'
import type { CompiledPolicy, Evaluation, PolicyFacts } from '../policy/policy.ts'

/** What a new ticket of a hand-off would be, as far as rules can tell: plain values, to be shown and compared. */
export interface Plan {
  park: string | null
  helpdesk: string
  subject: string
  group: string | null
  agent: string | null
  type: string | null
  priority: string | null
  tags: string[]
  customFields: Record<string, unknown>
  text: string | null
  notes: string[]
}

/** Applies rules (null: none) to a hand-off, and composes its ticket by the same code that delivers. */
export const planDelivery = (
  policy: CompiledPolicy | null,
  facts: PolicyFacts,
  config: Configuration,
): { plan: Plan; evaluation: Evaluation | null } => {
  const evaluation = policy === null ? null : evaluatePolicy(policy, facts)
  const outcome = evaluation?.outcome ?? null
  const source = config.sources[facts.source] ?? null
  const draft = composeDraft({
    composition: {
      reference: '',
      handoff: facts.handoff,
      brand: facts.brand,
      texts: chooseTexts(facts.handoff.language, source?.language, config.language),
      failed: [],
    },
    classification: facts.classification,
    source,
    files: [],
    policy: outcome,
  })
  const { subject, group, agent, type, priority, tags, customFields } = draft
  return {
    evaluation,
    plan: {
      park: outcome?.park ?? null,
      helpdesk: outcome?.helpdesk ?? facts.helpdesk,
      ...{ subject, group, agent, type, priority, tags, customFields },
      text: outcome?.text ?? null,
      notes: outcome?.notes ?? [],
    },
  }
}
