import type { EscalationStep } from '../../schemas/follow-up.ts'
import type { EscalationConfig } from '../../schemas/policy.ts'
import type { PathSegment } from '../config/fault.ts'
import { checkName } from './check-name.ts'
import type { CompileContext } from './compile-context.ts'

/** An escalation with all that it needs in itself, so that rules may change while it waits. */
export const compileEscalation = (
  { after, within, unless, group, agent, priority, addTags, note }: EscalationConfig,
  { rule, path, context }: { rule: string; path: readonly PathSegment[]; context: CompileContext },
): EscalationStep => {
  const calendar = within === undefined ? undefined : context.calendarConfigs[within]
  if (within !== undefined)
    checkName(context, [...path, 'within'], {
      kind: 'calendar',
      name: within,
      known: Object.keys(context.calendarConfigs),
    })
  return {
    rule,
    after,
    within: within === undefined || calendar === undefined ? null : { name: within, calendar },
    unless,
    group: group ?? null,
    agent: agent ?? null,
    priority: priority ?? null,
    addTags: addTags ?? [],
    note: note ?? null,
  }
}
