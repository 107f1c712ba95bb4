import type { EscalationStep } from '../../../schemas/follow-up.ts'

export const makeStep = (over: Partial<EscalationStep> = {}): EscalationStep => ({
  rule: 'late',
  after: 60_000,
  within: null,
  unless: ['answered', 'solved'],
  group: null,
  agent: null,
  priority: null,
  addTags: [],
  note: null,
  ...over,
})
