import { isSameLabel } from '../../helpdesk/comparable.ts'
import type { ChoiceSnapshot } from './choice-snapshot.ts'

/** `renamed`: it has another name now. `ambiguous`: several have it. `unknown`: the groups cannot be read. */
export type ResolvedGroup =
  | { kind: 'there' | 'renamed'; name: string }
  | { kind: 'gone' | 'ambiguous' | 'unknown' }

/**
 * The group of the account that a configured name, a former name or an id stands for. Pure. A group that has the name now goes before one
 * that had it once.
 */
export const resolveGroup = (
  { groups, former }: Pick<ChoiceSnapshot, 'groups' | 'former'>,
  wanted: string,
): ResolvedGroup => {
  if (groups === null) return { kind: 'unknown' }
  const known = groups.find(({ id }) => id === wanted.trim())
  if (known !== undefined) return { kind: 'there', name: known.name }
  const named = groups.filter(({ name }) => isSameLabel(name, wanted))
  const [first, second] = named
  if (second !== undefined) return { kind: 'ambiguous' }
  if (first !== undefined) return { kind: 'there', name: first.name }
  const was = former.findLast(({ name }) => isSameLabel(name, wanted))
  const now = groups.find(({ id }) => id === was?.id)
  return now === undefined ? { kind: 'gone' } : { kind: 'renamed', name: now.name }
}

/** What a group is called now that is named by a former name; any other name stays as it is. `snapshot` null: nothing is known. Pure. */
export const groupNow = (
  snapshot: Pick<ChoiceSnapshot, 'groups' | 'former'> | null,
  name: string,
): string => {
  const resolved = snapshot === null ? null : resolveGroup(snapshot, name)
  return resolved?.kind === 'renamed' ? resolved.name : name
}
