import type { Configuration } from '../../schemas/configuration.ts'
import type { EscalationStep } from '../../schemas/follow-up.ts'
import { escalationDue } from '../policy/escalation-due.ts'
import { evaluatePolicy } from '../policy/evaluate-policy.ts'
import type { CompiledPolicy, Evaluation, PolicyFacts } from '../policy/policy.ts'
import { renderLater } from '../policy/render-later.ts'
import { composeDraft } from './compose-draft.ts'
import { chooseTexts } from './texts/choose-texts.ts'

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
  /** What the bot may say; the ticket's number is not known yet. */
  acknowledgement: string | null
  escalations: PlannedEscalation[]
}

export interface PlannedEscalation {
  /** If it were delivered at the moment it arrived; ISO 8601. */
  due: string
  unless: string[]
  group: string | null
  agent: string | null
  priority: string | null
  tags: string[]
  note: string | null
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
      acknowledgement: render(outcome?.acknowledge ?? null, facts),
      escalations: (outcome?.escalate ?? []).map((step) => planEscalation(step, facts)),
    },
  }
}

// Before there is a ticket; nobody takes it for a number.
const noTicket = { id: '(number)', url: '(address)' }

const render = (source: string | null, facts: PolicyFacts): string | null => {
  if (source === null) return null
  const rendered = renderLater(source, facts, noTicket)
  return rendered.ok ? rendered.text : null
}

const planEscalation = (step: EscalationStep, facts: PolicyFacts): PlannedEscalation => ({
  due: new Date(escalationDue(step, facts.receivedAt)).toISOString(),
  unless: step.unless,
  group: step.group,
  agent: step.agent,
  priority: step.priority,
  tags: step.addTags,
  note: render(step.note, facts),
})
