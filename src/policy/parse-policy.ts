import { type Policy, policySchema, ruleSchema } from '../../schemas/policy.ts'
import { deepFreeze } from '../config/deep-freeze.ts'
import { describeIssue } from '../config/describe-issue.ts'
import { type Fault, type PathSegment, parsePath } from '../config/fault.ts'
import type { KnownNames } from './compile-context.ts'
import { compilePolicy } from './compile-policy.ts'
import { findUnreachable } from './find-unreachable.ts'
import type { CompiledPolicy } from './policy.ts'
import { policyTree } from './policy-tree.ts'

export type ParsedPolicy =
  | {
      ok: true
      policy: CompiledPolicy
      rules: Policy
      warnings: Fault[]
      /** The line of what stands at a path such as `rules[3].then.group`. */
      lineOf(path: string): number | null
    }
  | { ok: false; faults: Fault[] }

/** Where a policy was written. `prefix` is its place in the file. */
export interface WrittenAt {
  lineOf(path: readonly PathSegment[]): number | null
  prefix: readonly PathSegment[]
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What can be said of rules whose form is right, although others in the file are wrong. */
const findFaultsBeside = (value: unknown, names: KnownNames): Fault[] => {
  if (!isRecord(value) || !Array.isArray(value['rules'])) return []
  const calendars = policySchema.shape.calendars.safeParse(value['calendars'])
  if (!calendars.success) return []
  return value['rules'].flatMap((rule, index) => {
    const parsed = ruleSchema.safeParse(rule)
    if (!parsed.success) return []
    const alone = { mode: 'first' as const, calendars: calendars.data, rules: [parsed.data] }
    return compilePolicy(alone, names).faults.map((fault) => ({
      ...fault,
      path: fault.path.replace(/^rules\[0\]/, `rules[${index}]`),
    }))
  })
}

/**
 * Reads rules as they came from YAML: checked to the last setting, every fault with its path and line, names of the
 * configuration compared with those there are. Never throws for what it reads.
 */
export const parsePolicy = (
  value: unknown,
  names: KnownNames,
  { lineOf, prefix }: WrittenAt,
): ParsedPolicy => {
  const place = (faults: Fault[]): Fault[] =>
    faults.map((fault) => ({ ...fault, line: lineOf([...prefix, ...parsePath(fault.path)]) }))
  const parsed = policySchema.safeParse(value ?? {})
  if (!parsed.success) {
    let tree: ReturnType<typeof policyTree> | null = null
    const treeOnce = () => {
      tree ??= policyTree()
      return tree
    }
    const faults = parsed.error.issues.flatMap((issue) => describeIssue(issue, value, treeOnce))
    return { ok: false, faults: place([...faults, ...findFaultsBeside(value, names)]) }
  }
  const rules = deepFreeze(parsed.data)
  const compiled = compilePolicy(rules, names)
  if (compiled.faults.length > 0) return { ok: false, faults: place(compiled.faults) }
  return {
    ok: true,
    policy: compiled.policy,
    rules,
    warnings: place(findUnreachable(rules)),
    lineOf: (path) => lineOf([...prefix, ...parsePath(path)]),
  }
}
