import type { Configuration } from '../../../schemas/configuration.ts'
import { triagedHelpdesks } from '../triaged-helpdesks.ts'

/** A help desk of which events are taken, and what proves that they come from it. */
export interface EventAccount {
  /** The help desk's configured name. */
  name: string
  vendor: 'freshdesk' | 'zendesk'
  secrets: readonly string[]
}

/** The help desks that are triaged and tell of their changes by events. None without triage: nobody would look at what they tell. */
export const eventAccounts = (config: Pick<Configuration, 'helpdesks' | 'triage'>): EventAccount[] =>
  triagedHelpdesks(config).flatMap((name) => {
    const settings = config.helpdesks[name]
    return settings === undefined || settings.vendor === 'files' || settings.events === undefined
      ? []
      : [{ name, vendor: settings.vendor, secrets: settings.events.secrets }]
  })
