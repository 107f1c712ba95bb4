import { environmentVariables, secretVariables } from './environment.ts'
import type { EnvironmentReader } from './environment-reader.ts'
import type { Fault } from './fault.ts'
import { suggestName } from './suggest-name.ts'

const isSet = (environment: EnvironmentReader, name: string) => environment.read(name).kind === 'set'

const later = (name: string, message: string): Fault => ({ path: name, code: 'later', message, line: null })

/** Zendesk credentials without Freshdesk's are a mistake worth stopping for; beside them they just have no effect. */
export const checkLater = (environment: EnvironmentReader, hasHelpdesk: boolean) => {
  const zendesk = environmentVariables.filter(
    ({ name }) => name.startsWith('ZENDESK_') && isSet(environment, name),
  )
  const models = environmentVariables.filter(
    ({ name }) => name.startsWith('LLM_') && isSet(environment, name),
  )
  const faults = hasHelpdesk
    ? []
    : zendesk
        .slice(0, 1)
        .map(({ name }) => later(name, 'Zendesk comes in a later release; Freshdesk works today.'))
  const warnings = [...(hasHelpdesk ? zendesk : []), ...models].map(({ name }) =>
    later(name, 'Has no effect yet: it comes in a later release.'),
  )
  return { faults, warnings }
}

/** Names in our own namespace that nothing reads are typing mistakes. */
export const checkSpelling = (
  env: Readonly<Record<string, string | undefined>>,
  asked: ReadonlySet<string>,
): Fault[] => {
  const known = environmentVariables.flatMap(({ name }) =>
    secretVariables.has(name) ? [name, `${name}_FILE`] : [name],
  )
  return Object.keys(env)
    .filter((name) => /^(RELEVO|FRESHDESK)_/.test(name) && !known.includes(name))
    .filter((name) => !asked.has(name) && !asked.has(name.replace(/_FILE$/, '')))
    .map((name) => {
      const near = suggestName(name, known)
      const hint = near === null ? '' : ` Did you mean ${near}?`
      return { path: name, code: 'unknown-key', message: `Nothing reads this variable.${hint}`, line: null }
    })
}
