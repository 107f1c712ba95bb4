import { hash } from 'node:crypto'
import type { Policy } from '../../schemas/policy.ts'
import { type Fault, formatPath, type PathSegment } from '../config/fault.ts'
import { compileConditions } from './compile-conditions.ts'
import { compileConsequences } from './compile-consequences.ts'
import type { CompileContext, KnownNames } from './compile-context.ts'
import { createCalendar } from './create-calendar.ts'
import type { CompiledPolicy } from './policy.ts'

/** Each takes a moment to build and memory to keep; five hundred are more than anybody reads. */
const mostPatterns = 500

/**
 * Makes the rules ready to be evaluated: patterns and templates parsed, office hours laid out. Faults are what the form alone does
 * not show, each with its path; with faults the policy must not be used.
 */
export const compilePolicy = (
  policy: Policy,
  names: KnownNames,
): { policy: CompiledPolicy; faults: Fault[] } => {
  const faults: Fault[] = []
  const report = (path: readonly PathSegment[], message: string) =>
    void faults.push({ path: formatPath(path), code: 'invalid', message, line: null })
  let asksHistory = false
  const calendars = new Map(
    Object.entries(policy.calendars).map(([name, calendar]) => [name, createCalendar(name, calendar)]),
  )
  const context: CompileContext = {
    calendars,
    calendarConfigs: policy.calendars,
    names,
    report,
    asksHistory: () => {
      asksHistory = true
    },
  }
  if (countPatterns(policy.rules) > mostPatterns)
    report(['rules'], `At most ${mostPatterns} patterns in all; use words where they do.`)
  const seen = new Map<string, number>()
  const rules =
    faults.length > 0
      ? []
      : policy.rules.map((rule, index) => {
          const former = seen.get(rule.name)
          if (former !== undefined)
            report(
              ['rules', index, 'name'],
              `Rule ${former + 1} has this name already; explanations go by it.`,
            )
          seen.set(rule.name, index)
          return {
            name: rule.name,
            check: compileConditions(rule.when, ['rules', index, 'when'], context),
            stop: rule.stop ?? policy.mode === 'first',
            consequences: compileConsequences(rule, ['rules', index, 'then'], context),
          }
        })
  return { policy: { version: versionOf(policy), mode: policy.mode, rules, asksHistory, calendars }, faults }
}

const countPatterns = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce(
    (sum, [key, child]) =>
      sum + (key === 'pattern' && Array.isArray(child) ? child.length : countPatterns(child)),
    0,
  )
}

const versionOf = (policy: Policy): string => hash('sha256', JSON.stringify(policy)).slice(0, 12)
