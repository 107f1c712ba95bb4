import type { Configuration } from '../../schemas/configuration.ts'
import type { CheckResult } from './check-result.ts'

/** The same account cannot take over from itself, whatever it is called. */
const accountOf = (settings: Configuration['helpdesks'][string]): string | null => {
  if (settings.vendor === 'files') return null
  const address = settings.vendor === 'zendesk' ? settings.subdomain : settings.domain
  const host = settings.baseUrl === undefined ? address : new URL(settings.baseUrl).host
  return host === undefined ? null : `${settings.vendor} ${host.toLowerCase()}`
}

/** What the configuration says of who takes over from the help desk `name`; null when nobody does. Pure. */
export const reviewFallback = (
  name: string,
  { config, reachable }: { config: Configuration; reachable: ReadonlySet<string> },
): CheckResult | null => {
  const settings = config.helpdesks[name]
  const fallback = settings?.fallback
  const other = config.helpdesks[fallback?.helpdesk ?? '']
  if (settings === undefined || fallback === undefined || other === undefined) return null
  const wait =
    fallback.after < 60_000 ? `${fallback.after / 1000} s` : `${Math.round(fallback.after / 6_000) / 10} min`
  const detail = `${fallback.helpdesk} takes over what has been open for ${wait} while ${name} is away`
  const found = { name: `${name}: fallback`, detail }
  const account = accountOf(settings)
  if (account !== null && account === accountOf(other))
    return {
      ...found,
      status: 'warn',
      detail: `${detail}; but both are the same account, and away together`,
      remedy: `Set helpdesks.${fallback.helpdesk} to another account, or take the fallback out.`,
    }
  if (!reachable.has(fallback.helpdesk))
    return {
      ...found,
      status: 'warn',
      detail: `${detail}; but its credentials could not be proved`,
      remedy: `Put right what this check says of ${fallback.helpdesk}.`,
    }
  return { ...found, status: 'ok', remedy: null }
}
