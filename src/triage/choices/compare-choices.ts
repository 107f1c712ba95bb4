import { isSameLabel } from '../../helpdesk/comparable.ts'
import type { Group } from '../../helpdesk/ticket-desk.ts'
import type { ChoiceSnapshot } from './choice-snapshot.ts'

/** What an account offers now; null: it cannot be read. */
export interface SeenChoices {
  groups: readonly Group[] | null
  types: readonly string[] | null
}

export type ChoiceChange =
  | { kind: 'new' | 'gone'; field: 'group' | 'type'; name: string }
  | { kind: 'renamed'; from: string; to: string }

/** More former names than anybody's configuration is behind by. */
const mostFormer = 200
const mostGone = 200

/**
 * What is new, gone or renamed since, and what to remember. Pure. A group is the same as long as its id is; a type has none, so that a
 * renamed one is gone, and another one new. What is seen for the first time is no change. `before` null: nothing was seen yet.
 */
export const compareChoices = (
  before: ChoiceSnapshot | null,
  seen: SeenChoices,
  at: number,
): { snapshot: ChoiceSnapshot; changes: ChoiceChange[] } => {
  const changes = [
    ...compareGroups(before?.groups ?? null, seen.groups),
    ...compareTypes(before?.types, seen.types),
  ]
  const groups = seen.groups?.map(({ id, name }) => ({ id, name })) ?? null
  const isThere = (id: string) => groups === null || groups.some((group) => group.id === id)
  const renamed = (before?.groups ?? []).filter(({ id, name }) =>
    groups?.some((group) => group.id === id && group.name !== name),
  )
  const former = [...(before?.former ?? []).filter(({ id }) => isThere(id)), ...renamed]
  const went = changes.flatMap((change) =>
    change.kind === 'gone' ? [{ field: change.field, name: change.name, at }] : [],
  )
  const gone = [...(before?.gone ?? []), ...went].filter(({ field, name }) => {
    const names = field === 'group' ? groups?.map((group) => group.name) : seen.types
    return names?.some((other) => isSameLabel(other, name)) !== true
  })
  return {
    snapshot: {
      version: 1,
      at,
      groups,
      types: seen.types?.slice() ?? null,
      former: former.slice(-mostFormer),
      gone: gone.slice(-mostGone),
    },
    changes,
  }
}

const compareGroups = (before: readonly Group[] | null, now: readonly Group[] | null): ChoiceChange[] => {
  if (before === null || now === null) return []
  const [old, present] = [
    new Map(before.map((each) => [each.id, each])),
    new Map(now.map((each) => [each.id, each])),
  ]
  return [
    ...before.flatMap(({ id, name }): ChoiceChange[] => {
      const group = present.get(id)
      if (group === undefined) return [{ kind: 'gone', field: 'group', name }]
      return group.name === name ? [] : [{ kind: 'renamed', from: name, to: group.name }]
    }),
    ...now.flatMap(({ id, name }): ChoiceChange[] =>
      old.has(id) ? [] : [{ kind: 'new', field: 'group', name }],
    ),
  ]
}

const compareTypes = (
  before: readonly string[] | null | undefined,
  now: readonly string[] | null,
): ChoiceChange[] => {
  if (before == null || now === null) return []
  const [old, present] = [new Set(before), new Set(now)]
  return [
    ...before.flatMap((name): ChoiceChange[] =>
      present.has(name) ? [] : [{ kind: 'gone', field: 'type', name }],
    ),
    ...now.flatMap((name): ChoiceChange[] => (old.has(name) ? [] : [{ kind: 'new', field: 'type', name }])),
  ]
}
