import { environmentVariables, secretVariables } from './environment.ts'
import type { Fault } from './fault.ts'
import { suggestName } from './suggest-name.ts'

/** Names in our own namespace that nothing reads are typing mistakes. */
export const checkSpelling = (
  env: Readonly<Record<string, string | undefined>>,
  asked: ReadonlySet<string>,
): Fault[] => {
  const known = environmentVariables.flatMap(({ name }) =>
    secretVariables.has(name) ? [name, `${name}_FILE`] : [name],
  )
  return Object.keys(env)
    .filter((name) => /^(RELEVO|FRESHDESK|ZENDESK)_/.test(name) && !known.includes(name))
    .filter((name) => !asked.has(name) && !asked.has(name.replace(/_FILE$/, '')))
    .map((name) => {
      const near = suggestName(name, known)
      const hint = near === null ? '' : ` Did you mean ${near}?`
      return { path: name, code: 'unknown-key', message: `Nothing reads this variable.${hint}`, line: null }
    })
}
