import { isSameLabel } from '../../helpdesk/comparable.ts'
import type { TriageSettings } from '../settings.ts'
import type { ChoiceSnapshot } from './choice-snapshot.ts'
import { resolveGroup } from './resolve-group.ts'

/** What the model in use tells of a help desk's own lists. */
export interface ModelLabels {
  group: readonly string[]
  type: readonly string[]
}

const mostNamed = 8

/** What is configured or learnt and is no choice of the account, in plain words with what to do; of what cannot be read, nothing. Pure. */
export const findChoiceProblems = (
  snapshot: ChoiceSnapshot,
  {
    settings,
    labels,
  }: { settings: Pick<TriageSettings, 'categories' | 'triage'>; labels: ModelLabels | null },
): string[] => {
  const { categories, triage } = settings
  const named = Object.entries(categories)
  const groups = named.flatMap(([category, { group }]) =>
    group === undefined ? [] : [{ path: `categories.${category}.group`, group }],
  )
  if (triage.group !== undefined) groups.push({ path: 'triage.group', group: triage.group })
  const types = named.flatMap(([category, { type }]) =>
    type === undefined || isChoice(snapshot.types, type)
      ? []
      : [`categories.${category}.type names "${type}", ${noChoice('type', type, snapshot)}`],
  )
  return [
    ...groups.flatMap(({ path, group }) => sayGroup(path, group, snapshot)),
    ...types,
    ...sayLearnt('group', labels?.group.filter((name) => resolveGroup(snapshot, name).kind === 'gone') ?? []),
    ...sayLearnt('type', labels?.type.filter((name) => !isChoice(snapshot.types, name)) ?? []),
  ]
}

const isChoice = (choices: readonly string[] | null, name: string): boolean =>
  choices === null || choices.some((choice) => isSameLabel(choice, name))

const sayGroup = (path: string, group: string, snapshot: ChoiceSnapshot): string[] => {
  const resolved = resolveGroup(snapshot, group)
  switch (resolved.kind) {
    case 'there':
    case 'unknown':
      return []
    case 'renamed':
      return [
        `${path} names "${group}", which is called "${resolved.name}" now. It is understood; put the new name into the configuration.`,
      ]
    case 'ambiguous':
      return [
        `${path} names "${group}", and several groups of the account are called so: nothing is put into it. Give its id.`,
      ]
    case 'gone':
      return [`${path} names "${group}", ${noChoice('group', group, snapshot)}`]
    default:
      return resolved satisfies never
  }
}

const noChoice = (field: 'group' | 'type', name: string, snapshot: ChoiceSnapshot): string => {
  const choices = field === 'group' ? snapshot.groups?.map((group) => group.name) : snapshot.types
  const was = snapshot.gone.some((each) => each.field === field && isSameLabel(each.name, name))
  const offered = choices?.length ? `It has ${names(choices)}.` : `It has no ${field}s.`
  return `and the account has no such ${field}${was ? ' any more' : ''}: it is not written. ${offered}`
}

const sayLearnt = (field: 'group' | 'type', gone: readonly string[]): string[] =>
  gone.length === 0
    ? []
    : [
        `The model in use knows ${gone.length === 1 ? `the ${field}` : `the ${field}s`} ${names(gone)}, of which the account has none any more: nothing is written of that. A new training forgets ${gone.length === 1 ? 'it' : 'them'}: relevo triage learn.`,
      ]

const names = (all: readonly string[]): string => {
  const some = all.slice(0, mostNamed).map((name) => `"${name}"`)
  return `${some.join(', ')}${all.length > mostNamed ? ` and ${all.length - mostNamed} more` : ''}`
}
