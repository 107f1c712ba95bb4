import type { Rule } from '../../schemas/policy.ts'
import type { PathSegment } from '../config/fault.ts'
import { checkName } from './check-name.ts'
import type { CompileContext } from './compile-context.ts'
import { compileEscalation } from './compile-escalation.ts'
import { compileTemplate } from './compile-template.ts'
import type { CompiledConsequences } from './policy.ts'
import { Template } from './template.ts'

const isTemplate = (value: unknown): value is string => typeof value === 'string' && /\{[{%]/.test(value)

/** What follows from a rule, its templates parsed. */
export const compileConsequences = (
  { name, then: consequences }: Pick<Rule, 'name' | 'then'>,
  path: readonly PathSegment[],
  context: CompileContext,
): CompiledConsequences => {
  const template = (source: string, at: readonly PathSegment[], withTicket = false): Template | null => {
    const compiled = compileTemplate(source, { withTicket })
    if (compiled instanceof Template) return compiled
    for (const message of compiled.faults) context.report(at, message)
    return null
  }
  const { subject, text, note, customFields = {}, tags = [], escalate = [], ...plain } = consequences
  if (plain.acknowledge !== undefined) template(plain.acknowledge, [...path, 'acknowledge'], true)
  escalate.forEach((step, index) => {
    if (step.note !== undefined) template(step.note, [...path, 'escalate', index, 'note'], true)
  })
  if (plain.helpdesk !== undefined)
    checkName(context, [...path, 'helpdesk'], {
      kind: 'help desk',
      name: plain.helpdesk,
      known: context.names.helpdesks,
    })
  if (Object.values(consequences).every((value) => value === undefined))
    context.report(path, 'Say what follows: group, priority, tags, note, acknowledge, escalate, park, …')
  return {
    ...plain,
    tags,
    escalate: escalate.map((step, index) =>
      compileEscalation(step, { rule: name, path: [...path, 'escalate', index], context }),
    ),
    customFields: Object.entries(customFields).flatMap(([name, value]): [string, unknown][] => {
      if (!isTemplate(value)) return [[name, value]]
      const compiled = template(value, [...path, 'customFields', name])
      return compiled === null ? [] : [[name, compiled]]
    }),
    templates: (['subject', 'text', 'note'] as const).flatMap((field) => {
      const source = { subject, text, note }[field]
      const compiled = source === undefined ? null : template(source, [...path, field])
      return compiled === null ? [] : [{ field, template: compiled }]
    }),
  }
}
