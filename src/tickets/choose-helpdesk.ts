import type { Refusal } from './tickets.ts'

/** The one that is meant when none is named; null: nobody can tell. */
export const defaultHelpdesk = (names: readonly string[]): string | null =>
  names.length === 1 ? (names[0] ?? null) : names.includes('main') ? 'main' : null

/** Which help desk is meant: the named one, else the only one, else `main`. Otherwise why it cannot be told, with the choices. */
export const chooseHelpdesk = (
  names: readonly string[],
  wanted: string | undefined,
): { ok: true; name: string } | { ok: false; refusal: Refusal } => {
  const name = wanted ?? defaultHelpdesk(names)
  if (name !== null && names.includes(name)) return { ok: true, name }
  const choices = [...names]
  const message =
    names.length === 0
      ? 'No help desk is configured.'
      : name === null
        ? `There are several help desks. Name one of them: ${names.join(', ')}.`
        : `There is no such help desk. There are: ${names.join(', ')}.`
  return { ok: false, refusal: { kind: 'no-helpdesk', message, choices } }
}
