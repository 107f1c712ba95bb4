import type { Configuration } from '../../schemas/configuration.ts'

/** Every secret of a configuration, so that the logger can look for them. */
export const secretsOf = (config: Configuration): string[] => {
  const perSource = Object.values(config.sources).flatMap(({ authentication }) => authentication.secrets)
  const perHelpdesk = Object.values(config.helpdesks).map((helpdesk) =>
    helpdesk.vendor === 'zendesk' ? helpdesk.apiToken : helpdesk.apiKey,
  )
  const others = [config.store.databaseUrl, config.fallback?.smtpUrl].filter((text) => text !== undefined)
  return [...perSource, ...perHelpdesk, ...config.api.keys, ...others]
}
