import type { FieldChange, ToldChange } from '../../../schemas/triage.ts'
import { parsePriority } from '../../training/targets/parse-priority.ts'
import { type AccountChoices, findGroupName, findTypeName } from './account-choices.ts'
import { isSameValue } from './present-value.ts'

/** What a write of ours made of a field; `after` null: an undo, which emptied it again. */
export type Covering = Pick<FieldChange, 'field' | 'before'> & { after: string | null }

/**
 * Which value of a person a write of ours has covered, by what events told of the moments around it; null: none that can be told. It is
 * covered when somebody set another value than ours while ours was not there yet, or when our own change is told to have taken a value
 * away that we had not seen. As soon as somebody has changed ours to something, they have seen it: what is there now is theirs. Pure.
 */
export function decideMend(
  ours: Covering,
  told: readonly ToldChange[],
  choices: AccountChoices,
): string | null {
  const moves = told
    .filter(({ field }) => field === ours.field)
    .map(({ from, to }) => ({
      from: readLabel(ours.field, from, choices),
      to: readLabel(ours.field, to, choices),
    }))
  if (moves.some(({ from }) => isSameValue(from, ours.after))) return null
  const taken = moves.flatMap(({ from, to }) =>
    isSameValue(to, ours.after) && from !== null && !isSameValue(from, ours.before) ? [from] : [],
  )
  const set = moves.flatMap(({ to }) => (to === null || isSameValue(to, ours.after) ? [] : [to]))
  // Of several one after the other, the last: that from which nothing else led on, not even to nothing.
  const isLeft = (value: string) =>
    moves.some(({ from, to }) => isSameValue(from, value) && !isSameValue(to, ours.after))
  return taken.at(-1) ?? set.findLast((value) => !isLeft(value)) ?? null
}

/** A label as the value that it stands for; a label that is no choice any more stands for nothing. */
function readLabel(
  field: FieldChange['field'],
  label: string | null,
  choices: AccountChoices,
): string | null {
  if (label === null || label.trim() === '') return null
  switch (field) {
    case 'group':
      return findGroupName(choices, label)
    case 'priority':
      return parsePriority(label)
    case 'type':
      return findTypeName(choices, label)
    default:
      return field satisfies never
  }
}
