import { checkFallbacks } from './check-fallbacks.ts'
import { checkFieldTargets } from './check-field-targets.ts'
import { checkTriage } from './check-triage.ts'
import type { ConfigurationSketch } from './configuration-sketch.ts'
import { type Fault, formatPath, type PathSegment } from './fault.ts'
import { suggestName } from './suggest-name.ts'

const fault = (path: PathSegment[], message: string, code: Fault['code'] = 'invalid'): Fault => ({
  path: formatPath(path),
  code,
  message,
  line: null,
})

const checkHelpdesks = (configuration: ConfigurationSketch): Fault[] => {
  const names = Object.keys(configuration.helpdesks)
  if (names.length === 0) return []
  return Object.entries(configuration.sources)
    .filter(([, source]) => !names.includes(source.helpdesk))
    .map(([name, source]) => {
      const near = suggestName(source.helpdesk, names)
      const hint = near === null ? `Known: ${names.join(', ')}.` : `Did you mean \`${near}\`?`
      return fault(['sources', name, 'helpdesk'], `There is no help desk \`${source.helpdesk}\`. ${hint}`)
    })
}

const checkDomains = (configuration: ConfigurationSketch): { faults: Fault[]; warnings: Fault[] } => {
  const faults: Fault[] = []
  const warnings: Fault[] = []
  for (const [name, { domain, subdomain, baseUrl }] of Object.entries(configuration.helpdesks)) {
    const path = ['helpdesks', name, 'domain']
    if (baseUrl !== undefined && !/^https?:/i.test(baseUrl))
      faults.push(
        fault(['helpdesks', name, 'baseUrl'], 'Write an address that starts with https:// or http://.'),
      )
    const zendesk = ['helpdesks', name, 'subdomain']
    if (subdomain !== undefined && !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.zendesk\.com)?$/i.test(subdomain))
      faults.push(fault(zendesk, 'Write acme or acme.zendesk.com, without https:// and without a path.'))
    if (domain === undefined) continue
    if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(domain))
      faults.push(fault(path, 'Write acme or acme.freshdesk.com, without https:// and without a path.'))
    // Freshdesk answers its API on *.freshdesk.com only, not on a support portal's own name.
    else if (domain.includes('.') && !domain.toLowerCase().endsWith('.freshdesk.com'))
      warnings.push(
        fault(path, 'Freshdesk answers its API on acme.freshdesk.com only, not on a name of your own.'),
      )
  }
  return { faults, warnings }
}

const checkPatterns = (configuration: ConfigurationSketch): Fault[] =>
  Object.entries(configuration.categories).flatMap(([name, category]) =>
    category.patterns.flatMap((pattern, index) => {
      try {
        new RegExp(pattern, 'iu')
        return []
      } catch (error) {
        const why = error instanceof Error ? error.message.replace(/^.*: /s, '') : 'not readable'
        return [fault(['categories', name, 'patterns', index], `Not a regular expression: ${why}.`)]
      }
    }),
  )

// A Standard Webhooks key is base64: 24 to 64 bytes after `whsec_`, a public key's 32 after `whpk_`.
const standardWebhookBytes = (secret: string): number | null => {
  const text = secret.replace(/^wh(?:sec|pk)_/, '')
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64').length : null
}

const generate = `node -p "crypto.randomBytes(24).toString('base64url')"`

const checkSecret = (kind: string, secret: string): { fault?: string; warning?: string } => {
  // Below 8 the schema has refused it already.
  if (kind !== 'standard-webhooks')
    return secret.length >= 8 && secret.length < 16
      ? { warning: `Short enough to be guessed. A better one: ${generate}` }
      : {}
  // The private half of a key pair: only the sender may hold it.
  if (secret.startsWith('whsk_'))
    return { fault: 'This is the private key of the sender. Write its public key, `whpk_…`.' }
  const bytes = standardWebhookBytes(secret)
  if (secret.startsWith('whpk_'))
    return bytes === 32 ? {} : { fault: 'Write `whpk_` and 32 bytes in base64, as the sender shows it.' }
  if (bytes === null) return { fault: 'Write `whsec_` and base64, as the sender shows it.' }
  return bytes < 16 ? { warning: 'Short enough to be guessed: fewer than 16 bytes.' } : {}
}

const checkSecrets = (configuration: ConfigurationSketch, defaultSources: ReadonlySet<string>) => {
  const faults: Fault[] = []
  const warnings: Fault[] = []
  const holders = new Map<string, string>()
  for (const [name, { authentication }] of Object.entries(configuration.sources)) {
    for (const [index, secret] of authentication.secrets.entries()) {
      if (secret === '') continue
      const path = ['sources', name, 'authentication', 'secrets', index]
      const found = checkSecret(authentication.kind, secret)
      if (found.fault !== undefined) faults.push(fault(path, found.fault))
      // Said once for the three default sources, which share one variable.
      if (found.warning !== undefined && !(defaultSources.has(name) && holders.has(secret)))
        warnings.push(fault(path, found.warning, 'weak'))
      const holder = holders.get(secret)
      if (
        holder !== undefined &&
        holder !== name &&
        !(defaultSources.has(name) && defaultSources.has(holder))
      )
        warnings.push(fault(path, `The same secret as of source \`${holder}\`; give each its own.`, 'weak'))
      holders.set(secret, holder ?? name)
    }
  }
  for (const [index, key] of configuration.api.keys.entries())
    if (key.length >= 8 && key.length < 16)
      warnings.push(
        fault(['api', 'keys', index], `Short enough to be guessed. A better one: ${generate}`, 'weak'),
      )
  return { faults, warnings }
}

const checkPresence = (configuration: ConfigurationSketch): Fault[] => {
  const faults: Fault[] = []
  if (Object.keys(configuration.helpdesks).length === 0)
    faults.push(
      fault(
        ['FRESHDESK_DOMAIN'],
        'No help desk is set. Set FRESHDESK_DOMAIN and FRESHDESK_API_KEY (or ZENDESK_SUBDOMAIN, ZENDESK_EMAIL and ZENDESK_API_TOKEN), or helpdesks in the file. To see Relevo at work without any: npm run demo',
        'no-helpdesk',
      ),
    )
  if (Object.keys(configuration.sources).length === 0)
    faults.push(
      fault(
        ['RELEVO_WEBHOOK_SECRET'],
        `Nobody can hand over yet. Set it to a secret that your bots send (a good one: ${generate}), or write sources in the file.`,
        'no-source',
      ),
    )
  return faults
}

/** What the schema cannot see: things that refer to each other, and what works but should not stay. */
export const crossCheck = (
  configuration: ConfigurationSketch,
  defaultSources: ReadonlySet<string>,
): { faults: Fault[]; warnings: Fault[] } => {
  const secrets = checkSecrets(configuration, defaultSources)
  const domains = checkDomains(configuration)
  const triage = checkTriage(configuration)
  const faults = [
    ...checkPresence(configuration),
    ...checkHelpdesks(configuration),
    ...checkFallbacks(configuration.helpdesks),
    ...checkFieldTargets(configuration),
    ...domains.faults,
    ...checkPatterns(configuration),
    ...secrets.faults,
    ...triage.faults,
  ]
  const smtpUrl = configuration.fallback?.smtpUrl
  if (smtpUrl !== undefined && !/^smtps?:\/\/./i.test(smtpUrl))
    faults.push(fault(['fallback', 'smtpUrl'], 'Write an address that starts with smtp:// or smtps://.'))
  if (configuration.classification.llm.enabled && configuration.llm === undefined)
    faults.push(
      fault(
        ['classification', 'llm', 'enabled'],
        'Say which language model as well: LLM_BASE_URL and LLM_MODEL, or llm in the file.',
      ),
    )
  const { databaseUrl } = configuration.store
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\/./i.test(databaseUrl))
    faults.push(fault(['store', 'databaseUrl'], 'Write an address that starts with postgres://.'))
  return { faults, warnings: [...domains.warnings, ...secrets.warnings, ...triage.warnings] }
}
