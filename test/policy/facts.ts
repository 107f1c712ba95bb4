import type { Classification } from '../../schemas/classification.ts'
import type { Handoff } from '../../schemas/handoff.ts'
import { parseYaml } from '../../src/config/parse-yaml.ts'
import { evaluatePolicy } from '../../src/policy/evaluate-policy.ts'
import { type ParsedPolicy, parsePolicy } from '../../src/policy/parse-policy.ts'
import type { Evaluation, PolicyFacts } from '../../src/policy/policy.ts'
import { makeClassification, makeHandoff } from '../bridge/make-handoff.ts'

export const names = { sources: ['betsur', 'institucional'], helpdesks: ['main', 'second'], categories: null }

export const makeFacts = (
  over: Partial<Omit<PolicyFacts, 'handoff' | 'classification'>> & {
    handoff?: Partial<Handoff>
    classification?: Partial<Classification>
  } = {},
): PolicyFacts => ({
  source: 'betsur',
  brand: 'Betsur',
  helpdesk: 'main',
  receivedAt: Date.parse('2026-11-18T15:00:00Z'),
  delivered: [],
  requester: { told: false, why: 'not asked' },
  ...over,
  handoff: makeHandoff(over.handoff),
  classification: makeClassification(over.classification),
})

export const parse = (text: string, known = names): ParsedPolicy => {
  const { value, lineOf, faults } = parseYaml(text)
  return faults.length > 0 ? { ok: false, faults } : parsePolicy(value, known, { lineOf, prefix: [] })
}

export const compile = (text: string) => {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(parsed.faults.map(({ path, message }) => `${path}: ${message}`).join('\n'))
  return parsed
}

export const faultsOf = (text: string): [line: number | null, path: string, message: string][] => {
  const parsed = parse(text)
  return parsed.ok ? [] : parsed.faults.map(({ line, path, message }) => [line, path, message])
}

export const evaluate = (text: string, facts: PolicyFacts = makeFacts()): Evaluation =>
  evaluatePolicy(compile(text).policy, facts)
