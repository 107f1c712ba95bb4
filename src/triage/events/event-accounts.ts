import type { Configuration } from '../../../schemas/configuration.ts'

/** A help desk of which events are taken, and what proves that they come from it. */
export interface EventAccount {
  /** The help desk's configured name. */
  name: string
  vendor: 'freshdesk' | 'zendesk'
  secrets: readonly string[]
}

/** The help desks that are triaged and tell of their changes by events. None without triage: nobody would look at what they tell. */
export const eventAccounts = ({
  helpdesks,
  triage,
}: Pick<Configuration, 'helpdesks' | 'triage'>): EventAccount[] => {
  if (triage?.enabled !== true) return []
  return Object.entries(helpdesks).flatMap(([name, settings]) =>
    settings.vendor === 'files' || settings.events === undefined || triage.helpdesks?.includes(name) === false
      ? []
      : [{ name, vendor: settings.vendor, secrets: settings.events.secrets }],
  )
}
