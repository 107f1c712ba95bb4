import type { Configuration, HelpdeskConfig } from '../../schemas/configuration.ts'
import type { Clock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import type { AccountShare } from './account-share.ts'
import { createGovernor } from './create-governor.ts'
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
  shareOf?: (helpdesk: string, config: HelpdeskConfig) => AccountShare
}

/**
 * Opens every configured helpdesk, each behind its own governor, by name. No call is made. The only file that knows vendors.
 * Throws a TypeError when an address is none.
 */
export const openHelpdesks = (
  config: Pick<Configuration, 'helpdesks'>,
  dependencies: HelpdeskDependencies,
): Map<string, Helpdesk> => {
  const { clock, logger, observe = () => {}, random = Math.random, shareOf } = dependencies
  return new Map(
    Object.entries(config.helpdesks).map(([name, helpdesk]) => {
      const share = shareOf?.(name, helpdesk)
      const governor = createGovernor({ name, config: helpdesk, clock, logger, random, share })
      switch (helpdesk.vendor) {
        case 'freshdesk':
          return [name, createFreshdeskHelpdesk({ name, config: helpdesk, governor, clock, logger, observe })]
        case 'zendesk':
          return [name, createZendeskHelpdesk({ name, config: helpdesk, governor, clock, logger, observe })]
        default:
          return helpdesk satisfies never
      }
    }),
  )
}
