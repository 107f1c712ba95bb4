import { comparable } from '../../helpdesk/comparable.ts'
import { findNamed } from '../../helpdesk/find-named.ts'
import type { Group } from '../../helpdesk/ticket-desk.ts'

/** What an account has to choose from; null: it cannot be read, or is free. */
export interface AccountChoices {
  groups: readonly Group[] | null
  types: readonly string[] | null
  /** What a group is called now that is configured by a former name; any other name stays as it is. */
  groupNow?: (name: string) => string
}

/** A group as the account has it; without an id where that cannot be read. */
export interface FoundGroup {
  id: string | null
  name: string
}

/** A configured group as the account has it; as configured where that cannot be read; null: there is none, or several. */
export function findGroup({ groups, groupNow }: AccountChoices, wanted: string): FoundGroup | null {
  const name = groupNow?.(wanted) ?? wanted
  if (groups === null) return { id: null, name }
  const found = findNamed(groups, name)
  return found.kind === 'found' ? found.item : null
}

/** A configured group's name; see `findGroup`. */
export const findGroupName = (choices: AccountChoices, wanted: string): string | null =>
  findGroup(choices, wanted)?.name ?? null

/** A configured type as the account has it; an account without any takes every word. Null: it is no choice, or several. */
export function findTypeName({ types }: AccountChoices, wanted: string): string | null {
  if (types === null || types.length === 0) return wanted
  if (types.includes(wanted)) return wanted
  const [found = null, ...others] = types.filter((type) => comparable(type) === comparable(wanted))
  return others.length === 0 ? found : null
}

/** The name of a ticket's group; its id where the name is not known; null: it has none. */
export function nameGroup({ groups }: AccountChoices, groupId: string | null): string | null {
  return groupId === null ? null : (groups?.find(({ id }) => id === groupId)?.name ?? groupId)
}
