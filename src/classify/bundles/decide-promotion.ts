import type { Pointer, Promotion } from '../../../schemas/bundle.ts'

/** More of the past than anybody goes back to; the audit trail has all of it. */
const mostKept = 200

/** Promotions that stand, oldest first; the last one is in use. */
export const standing = (pointer: Pointer | null): Promotion[] =>
  (pointer?.history ?? []).filter(({ rolledBackAt }) => rolledBackAt === null)

/** The names to try, the one in use first, each once: what is damaged is stood in for by the one before. */
export const inOrderOfUse = (pointer: Pointer | null): string[] => [
  ...new Set(
    standing(pointer)
      .map(({ name }) => name)
      .toReversed(),
  ),
]

/** The pointer once `name` is in use. Null: it is already. */
export const promoted = (
  pointer: Pointer | null,
  { name, at, why }: { name: string; at: string; why: string },
): Pointer | null => {
  if (pointer?.name === name) return null
  const history = [...(pointer?.history ?? []), { name, at, why, rolledBackAt: null }]
  return { name, history: history.slice(-mostKept) }
}

/**
 * The pointer once the one before is in use again. `isUsable` tells which still are; `ships`: before the first promotion there was what
 * ships with Relevo. Null: nothing was in use before.
 */
export const rolledBack = (
  pointer: Pointer,
  { at, isUsable, ships }: { at: string; isUsable: (name: string) => boolean; ships: boolean },
): Pointer | null => {
  const stood = standing(pointer)
  const before = stood.findLastIndex(({ name }) => name !== pointer.name && isUsable(name))
  if (before === -1 && (!ships || pointer.name === 'starter')) return null
  const ended = new Set(stood.slice(before + 1))
  const history = pointer.history.map((promotion) =>
    ended.has(promotion) ? { ...promotion, rolledBackAt: at } : promotion,
  )
  return { name: stood[before]?.name ?? 'starter', history }
}
