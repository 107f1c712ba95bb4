import { createHash } from 'node:crypto'
import type { Fault } from '../../config/fault.ts'
import { parseYaml } from '../../config/parse-yaml.ts'
import { addRule, type WrittenRule, writeRule } from '../../policy/add-rule.ts'
import { parsePolicy } from '../../policy/parse-policy.ts'
import type { CompiledPolicy } from '../../policy/policy.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { RulePlace } from './rule-order.ts'

/** Where the rules stand, which decides what can be done with one more. */
export type RuleHome =
  | { kind: 'file'; path: string; text: string; hash: string }
  | { kind: 'unreadable'; path: string }
  /** Within the configuration, or there are none yet. */
  | { kind: 'configuration'; empty: boolean }

/**
 * `rule`: as it is shown, the whole of a file where there are no rules yet. `text` null: it is to be put there by hand. `digest` names
 * rule and file as they were shown.
 */
export type PlannedRule =
  | { ok: true; home: RuleHome; rule: string; text: string | null; after: CompiledPolicy; digest: string }
  | { ok: false; home: RuleHome; rule: string; faults: Fault[] }
  | { ok: false; home: RuleHome; rule: string; faults: null }

type Desk = Pick<DeskDependencies, 'config' | 'policyFile' | 'policyNames'>

export const findRuleHome = async ({ config, policyFile }: Desk): Promise<RuleHome> => {
  if (policyFile === null) return { kind: 'configuration', empty: config.policy === undefined }
  const read = await policyFile.read()
  return read === null ? { kind: 'unreadable', path: policyFile.path } : { kind: 'file', ...read }
}

const withRule = (policy: Record<string, unknown>, rule: WrittenRule, place: RulePlace): unknown => {
  const rules: unknown[] = Array.isArray(policy['rules']) ? policy['rules'] : []
  return { ...policy, rules: place === 'last' ? [...rules, rule] : [rule, ...rules] }
}

/** The rules with one more, checked like any others; nothing is written. `faults` null: it cannot be added where the rules stand. */
export const planRule = async (rule: WrittenRule, place: RulePlace, desk: Desk): Promise<PlannedRule> => {
  const home = await findRuleHome(desk)
  const written =
    home.kind === 'configuration' && home.empty ? (addRule('', rule, 'first') ?? '') : writeRule(rule)
  if (home.kind === 'unreadable') return { ok: false, home, rule: written, faults: null }
  const text = home.kind === 'file' ? addRule(home.text, rule, place === 'last' ? 'last' : 'first') : null
  if (home.kind === 'file' && text === null) return { ok: false, home, rule: written, faults: null }
  const yaml = text === null ? null : parseYaml(text)
  if (yaml !== null && yaml.faults.length > 0) return { ok: false, home, rule: written, faults: yaml.faults }
  const value = yaml === null ? withRule(desk.config.policy ?? {}, rule, place) : yaml.value
  const parsed = parsePolicy(value, desk.policyNames, { lineOf: yaml?.lineOf ?? (() => null), prefix: [] })
  if (!parsed.ok) return { ok: false, home, rule: written, faults: parsed.faults }
  const digest = createHash('sha256')
    .update(`${written}\n${place}\n${home.kind === 'file' ? home.hash : ''}`)
    .digest('hex')
    .slice(0, 32)
  return { ok: true, home, rule: written, text, after: parsed.policy, digest }
}
