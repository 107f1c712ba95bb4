import type { Configuration, HelpdeskConfig } from '../../schemas/configuration.ts'

/** Every secret of a configuration, so that the logger can look for them. */
export const secretsOf = (config: Configuration): string[] => {
  const perSource = Object.values(config.sources).flatMap(({ authentication }) => authentication.secrets)
  const perHelpdesk = Object.values(config.helpdesks).flatMap(secretOf)
  const { encoder } = config.classification
  const others = [
    config.store.databaseUrl,
    config.fallback?.smtpUrl,
    config.llm?.apiKey,
    config.desk.oidc?.clientSecret,
    encoder?.kind === 'embeddings' ? encoder.apiKey : undefined,
  ].filter((text) => text !== undefined)
  return [...perSource, ...perHelpdesk, ...config.api.keys, ...others]
}

const secretOf = (helpdesk: HelpdeskConfig): string[] => {
  switch (helpdesk.vendor) {
    case 'freshdesk':
      return [helpdesk.apiKey]
    case 'zendesk':
      return [helpdesk.apiToken]
    case 'files':
      return []
    default:
      return helpdesk satisfies never
  }
}
