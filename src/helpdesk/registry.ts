import type { AccountConfig, Configuration, HelpdeskConfig } from '../../schemas/configuration.ts'
import type { Clock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import type { AccountShare } from './account-share.ts'
import { createGovernor } from './create-governor.ts'
import { createFilesHelpdesk } from './files/create-files-helpdesk.ts'
import { createFreshdeskHelpdesk } from './freshdesk/create-freshdesk-helpdesk.ts'
import type { Helpdesk } from './helpdesk.ts'
import type { ObserveCall } from './observed-call.ts'
import { createZendeskHelpdesk } from './zendesk/create-zendesk-helpdesk.ts'

export interface HelpdeskDependencies {
  clock: Clock
  logger: Logger
  observe?: ObserveCall
  /** 0..1; spreads what must not happen at the same moment everywhere. */
  random?: () => number
  /**
   * Where several processes share the store, and so the accounts: this process's share of each. Whoever makes the shares closes
   * them, after the help desks and before the store.
   */
  shareOf?: (helpdesk: string, config: AccountConfig) => AccountShare
}

/**
 * Opens every configured helpdesk by name, each account behind its own governor. No call is made. The only file that knows vendors.
 * Throws a TypeError when an address is none.
 */
export const openHelpdesks = (
  config: Pick<Configuration, 'helpdesks'>,
  dependencies: HelpdeskDependencies,
): Map<string, Helpdesk> => {
  const { clock, logger, observe = () => {}, random = Math.random, shareOf } = dependencies
  const governorOf = (name: string, account: AccountConfig) => {
    const share = shareOf?.(name, account)
    return createGovernor({ name, config: account, clock, logger, random, share })
  }
  const open = (name: string, config: HelpdeskConfig): Helpdesk => {
    switch (config.vendor) {
      case 'freshdesk':
        return createFreshdeskHelpdesk({
          name,
          config,
          governor: governorOf(name, config),
          clock,
          logger,
          observe,
        })
      case 'zendesk':
        return createZendeskHelpdesk({
          name,
          config,
          governor: governorOf(name, config),
          clock,
          logger,
          observe,
        })
      case 'files':
        return createFilesHelpdesk({ name, config, clock, logger, random, observe })
      default:
        return config satisfies never
    }
  }
  return new Map(Object.entries(config.helpdesks).map(([name, settings]) => [name, open(name, settings)]))
}
