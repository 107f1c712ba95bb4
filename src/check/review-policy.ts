import type { Consequences, Policy } from '../../schemas/policy.ts'
import { type Fault, formatPath, type PathSegment } from '../config/fault.ts'
import { suggestName } from '../config/suggest-name.ts'
import type { FieldSchema } from '../helpdesk/helpdesk.ts'

/** What an account has. `agents`: names and e-mails; null when they were not or could not be read. */
export interface Account extends FieldSchema {
  agents: readonly string[] | null
}

const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()

const has = (names: readonly string[], wanted: string): boolean =>
  names.some((name) => folded(name) === folded(wanted))

/** Compares what rules name with what the accounts have: groups, agents, types, fields and their choices. Pure; each finding has its path. */
export const reviewPolicy = (
  { rules }: Policy,
  /** What could be read, by the name of the help desk. */
  schemas: ReadonlyMap<string, Account>,
): Fault[] =>
  rules.flatMap((rule, index) => {
    const own = rule.then.helpdesk === undefined ? null : schemas.get(rule.then.helpdesk)
    // A rule that names no help desk may be for any of them.
    const desks = own === null ? [...schemas.values()] : own === undefined ? [] : [own]
    return desks.length === 0 ? [] : reviewRule(rule.then, ['rules', index, 'then'], desks)
  })

const reviewRule = (
  { type, customFields = {}, escalate = [], ...people }: Consequences,
  path: readonly PathSegment[],
  desks: readonly Account[],
): Fault[] => {
  const types = desks.flatMap((desk) => desk.types)
  return [
    ...reviewPeople(people, path, desks),
    ...escalate.flatMap((step, index) => reviewPeople(step, [...path, 'escalate', index], desks)),
    ...(type === undefined ? [] : unknown([...path, 'type'], 'ticket type', type, types)),
    ...Object.entries(customFields).flatMap(([name, value]) =>
      reviewField([...path, 'customFields', name], name, value, desks),
    ),
  ]
}

const reviewPeople = (
  { group, agent }: { group?: string | undefined; agent?: string | undefined },
  path: readonly PathSegment[],
  desks: readonly Account[],
): Fault[] => {
  const agents = desks.flatMap((desk) => desk.agents ?? [])
  const groups = desks.flatMap((desk) => desk.groups)
  return [
    // An agent may be barred from reading groups; then nothing can be said.
    ...(group === undefined || groups.length === 0
      ? []
      : unknown([...path, 'group'], 'group', group, groups)),
    ...(agent === undefined || agents.length === 0
      ? []
      : unknown([...path, 'agent'], 'agent', agent, agents)),
  ]
}

const reviewField = (
  path: readonly PathSegment[],
  name: string,
  value: unknown,
  desks: readonly FieldSchema[],
): Fault[] => {
  const fields = desks.flatMap((desk) => desk.fields)
  const found = fields.filter((field) => has([field.name, field.label], name))
  if (found.length === 0) {
    const custom = fields.filter((field) => field.custom)
    return unknown(
      path,
      'ticket field',
      name,
      custom.flatMap((field) => [field.name, field.label]),
    )
  }
  const choices = found.flatMap((field) => field.choices)
  const isFixed = typeof value === 'string' && !/\{[{%]/.test(value)
  return isFixed && choices.length > 0 ? unknown(path, 'choice', value, choices) : []
}

const unknown = (
  path: readonly PathSegment[],
  kind: string,
  name: string,
  known: readonly string[],
): Fault[] => {
  if (has(known, name)) return []
  const near = suggestName(name, known)
  const some = [...new Set(known)].slice(0, 20)
  const hint =
    near !== null
      ? `Did you mean \`${near}\`?`
      : some.length === 0
        ? 'The account has none.'
        : `The account has: ${some.join(', ')}.`
  return [
    {
      path: formatPath(path),
      code: 'invalid',
      message: `The help desk has no ${kind} \`${name}\`; it would go into the ticket's text. ${hint}`,
      line: null,
    },
  ]
}
