/** One environment variable, as the reference shows it. A `secret` may be given as `NAME_FILE` too. */
export interface EnvironmentVariable {
  name: string
  description: string
  default: string | null
  secret: boolean
  /** The setting of the file that it overrides or fills, for the reference. */
  setting: string | null
}

const variable = (
  name: string,
  description: string,
  rest: Partial<Omit<EnvironmentVariable, 'name' | 'description'>> = {},
): EnvironmentVariable => ({
  name,
  description,
  default: null,
  secret: false,
  setting: null,
  ...rest,
})

/** Every variable that Relevo reads: the one list behind the loader and the reference. */
export const environmentVariables: readonly EnvironmentVariable[] = [
  variable('HOST', 'Address to listen on.', { default: '127.0.0.1', setting: 'server.host' }),
  variable('PORT', 'Port to listen on.', { default: '8080', setting: 'server.port' }),
  variable(
    'LOG_LEVEL',
    'How much is logged: `trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`.',
    {
      default: 'info',
      setting: 'log.level',
    },
  ),
  variable('RELEVO_CONFIG', 'The YAML file with everything that a variable cannot say.'),
  variable('RELEVO_DATA_DIR', 'Folder of the embedded database.', {
    default: './data',
    setting: 'store.dataDir',
  }),
  variable(
    'RELEVO_LANGUAGE',
    'Language of ticket texts (`es`, `en`) when neither hand-off nor source names one.',
    {
      default: 'en',
      setting: 'language',
    },
  ),
  variable(
    'RELEVO_WEBHOOK_SECRET',
    'Secret of the sources `botpress`, `zapier` and `generic`, which exist when it is set.',
    { secret: true, setting: 'sources' },
  ),
  variable('RELEVO_API_KEY', 'Key for `/v1`; comes on top of the keys in the file.', {
    secret: true,
    setting: 'api.keys',
  }),
  variable('FRESHDESK_DOMAIN', 'Your Freshdesk: `acme` or `acme.freshdesk.com`.', {
    setting: 'helpdesks.main.domain',
  }),
  variable('FRESHDESK_API_KEY', 'API key of the agent in whose name Relevo works.', {
    secret: true,
    setting: 'helpdesks.main.apiKey',
  }),
  variable('FRESHDESK_BASE_URL', 'Full address instead of the domain, e.g. for a proxy or the sandbox.', {
    setting: 'helpdesks.main.baseUrl',
  }),
  variable('DATABASE_URL', 'PostgreSQL address; absent: SQLite in the data folder.', {
    secret: true,
    setting: 'store.databaseUrl',
  }),
  variable('ZENDESK_SUBDOMAIN', 'Your Zendesk, instead of a Freshdesk: `acme` or `acme.zendesk.com`.', {
    setting: 'helpdesks.main.subdomain',
  }),
  variable('ZENDESK_EMAIL', 'E-mail of the agent in whose name Relevo works.', {
    setting: 'helpdesks.main.email',
  }),
  variable('ZENDESK_API_TOKEN', 'API token of the account.', {
    secret: true,
    setting: 'helpdesks.main.apiToken',
  }),
  variable('ZENDESK_BASE_URL', 'Full address instead of the subdomain, e.g. for a proxy or the sandbox.', {
    setting: 'helpdesks.main.baseUrl',
  }),
  variable('LLM_BASE_URL', 'Address of a language model, such as `http://localhost:11434/v1`.', {
    setting: 'llm.baseUrl',
  }),
  variable('LLM_API_KEY', 'Key of the language model, where it wants one.', {
    secret: true,
    setting: 'llm.apiKey',
  }),
  variable('LLM_MODEL', 'Name of the language model.', { setting: 'llm.model' }),
]

/** Names that are looked for with `_FILE` appended as well. */
export const secretVariables: ReadonlySet<string> = new Set(
  environmentVariables.filter((each) => each.secret).map((each) => each.name),
)
