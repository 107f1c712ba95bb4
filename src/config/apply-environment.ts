import type { EnvironmentReader, Lookup } from './environment-reader.ts'
import { type Fault, formatPath, type PathSegment } from './fault.ts'

export interface Applied {
  value: Record<string, unknown>
  /** Which variable a setting came from, by its path, so that a fault names what the person wrote. */
  origins: Map<string, string>
  /** Sources that stand for RELEVO_WEBHOOK_SECRET and were not written by anyone. */
  defaultSources: Set<string>
  faults: Fault[]
  warnings: Fault[]
}

export const defaultSourceNames = ['botpress', 'zapier', 'generic'] as const

/** The variables that make `main`, by vendor. `missing`: what to say when the others are set and this one is not. */
const helpdeskVariables: readonly {
  vendor: 'freshdesk' | 'zendesk'
  secret: string
  variables: readonly { name: string; key: string; missing: string | null }[]
}[] = [
  {
    vendor: 'freshdesk',
    secret: 'FRESHDESK_API_KEY',
    variables: [
      {
        name: 'FRESHDESK_DOMAIN',
        key: 'domain',
        missing: 'Set it as well: acme, or acme.freshdesk.com.',
      },
      {
        name: 'FRESHDESK_API_KEY',
        key: 'apiKey',
        missing: 'Set it as well: the API key from your Freshdesk profile settings.',
      },
      { name: 'FRESHDESK_BASE_URL', key: 'baseUrl', missing: null },
    ],
  },
  {
    vendor: 'zendesk',
    secret: 'ZENDESK_API_TOKEN',
    variables: [
      {
        name: 'ZENDESK_SUBDOMAIN',
        key: 'subdomain',
        missing: 'Set it as well: acme, or acme.zendesk.com.',
      },
      {
        name: 'ZENDESK_EMAIL',
        key: 'email',
        missing: 'Set it as well: the e-mail of the agent in whose name Relevo works.',
      },
      {
        name: 'ZENDESK_API_TOKEN',
        key: 'apiToken',
        missing: 'Set it as well: an API token from Zendesk, Admin Center, Apps and integrations, APIs.',
      },
      { name: 'ZENDESK_BASE_URL', key: 'baseUrl', missing: null },
    ],
  },
]
const addressKeys = ['domain', 'subdomain']

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A copy with `child` at `path`; the same value where something other than an object is in the way. */
const withValue = (
  value: Record<string, unknown>,
  path: readonly [string, ...string[]],
  child: unknown,
): Record<string, unknown> => {
  const [key, next, ...rest] = path
  if (next === undefined) return { ...value, [key]: child }
  const inner = value[key] ?? {}
  return isRecord(inner) ? { ...value, [key]: withValue(inner, [next, ...rest], child) } : value
}

const entriesOf = (value: Record<string, unknown>, key: string): Record<string, unknown> =>
  isRecord(value[key]) ? value[key] : {}

/** Puts the environment into what the file says: it wins for single values, the file wins for structures. */
export const applyEnvironment = (
  fromFile: Record<string, unknown>,
  environment: EnvironmentReader,
): Applied => {
  const applied: Applied = {
    value: fromFile,
    origins: new Map(),
    defaultSources: new Set(),
    faults: [],
    warnings: [],
  }
  const referenced = new Set(environment.asked)
  const read = (name: string): string | null => {
    const lookup: Lookup = environment.read(name)
    if (lookup.kind === 'fault') applied.faults.push(lookup.fault)
    return lookup.kind === 'set' ? lookup.value : null
  }
  const set = (path: [string, ...string[]], child: unknown, origin: string, at: PathSegment[] = path) => {
    applied.value = withValue(applied.value, path, child)
    applied.origins.set(formatPath(at), origin)
  }
  const override = (name: string, path: [string, ...string[]], convert?: (text: string) => unknown) => {
    const text = read(name)
    if (text !== null) set(path, convert === undefined ? text : convert(text), name)
  }

  override('HOST', ['server', 'host'])
  override('PORT', ['server', 'port'], (text) => (/^\d{1,9}$/.test(text) ? Number(text) : text))
  override('LOG_LEVEL', ['log', 'level'], (text) => text.toLowerCase())
  override('RELEVO_LANGUAGE', ['language'])
  override('RELEVO_DATA_DIR', ['store', 'dataDir'])
  override('DATABASE_URL', ['store', 'databaseUrl'])
  addApiKey()
  addHelpdesk()
  addLanguageModel()
  addDefaultSources()
  return applied

  function addApiKey() {
    const key = read('RELEVO_API_KEY')
    if (key === null) return
    const keys = entriesOf(applied.value, 'api')['keys'] ?? []
    if (!Array.isArray(keys) || keys.includes(key)) return
    set(['api', 'keys'], [...keys, key], 'RELEVO_API_KEY', ['api', 'keys', keys.length])
  }

  function addHelpdesk() {
    const given = helpdeskVariables.map((vendor) => ({
      vendor,
      values: vendor.variables.map((variable) => ({ ...variable, value: read(variable.name) })),
    }))
    const helpdesks = entriesOf(applied.value, 'helpdesks')
    if ('main' in helpdesks) {
      for (const { name } of helpdeskVariables.flatMap(({ variables }) => variables)) {
        if (referenced.has(name) || environment.read(name).kind !== 'set') continue
        const message = 'Has no effect: the file defines helpdesks.main itself.'
        applied.warnings.push({ path: name, code: 'conflict', message, line: null })
      }
      return
    }
    const wanted = given.filter(
      ({ vendor, values }) =>
        values.some(({ value }) => value !== null) &&
        // A file that uses the key for a help desk of another name does not ask for a `main` besides.
        !(Object.keys(helpdesks).length > 0 && referenced.has(vendor.secret)),
    )
    const [one, other] = wanted
    if (one === undefined) return
    if (other !== undefined) {
      const path = other.values.find(({ value }) => value !== null)?.name ?? other.vendor.secret
      const message =
        'Set the variables of one help desk, FRESHDESK_… or ZENDESK_…; write both under helpdesks in the file if you have both.'
      applied.faults.push({ path, code: 'conflict', message, line: null })
      applied.origins.set('helpdesks.main', path)
      return
    }
    addMain(one.vendor, one.values)
  }

  /** A key or a name that is set for something else on this machine makes no language model of ours. */
  function addLanguageModel() {
    const rest = [
      ['LLM_API_KEY', 'apiKey'],
      ['LLM_MODEL', 'model'],
    ] as const
    override('LLM_BASE_URL', ['llm', 'baseUrl'])
    for (const [name, key] of rest) {
      if ('llm' in applied.value) override(name, ['llm', key])
      else if (read(name) !== null)
        applied.warnings.push({
          path: name,
          code: 'conflict',
          message: 'Has no effect without LLM_BASE_URL.',
          line: null,
        })
    }
  }

  function addMain(
    { vendor, secret }: (typeof helpdeskVariables)[number],
    values: { name: string; key: string; missing: string | null; value: string | null }[],
  ) {
    const hasAddress = values.some(({ key, value }) => key === 'baseUrl' && value !== null)
    const missing = values.filter(
      ({ key, value, missing: says }) =>
        value === null && says !== null && !(hasAddress && addressKeys.includes(key)),
    )
    for (const { name, missing: message } of missing) {
      if (message !== null) applied.faults.push({ path: name, code: 'invalid', message, line: null })
      applied.origins.set('helpdesks.main', name)
    }
    if (missing.length > 0) return
    const settings = values.flatMap(({ key, value }) => (value === null ? [] : [[key, value]]))
    set(['helpdesks', 'main'], { vendor, ...Object.fromEntries(settings) }, secret)
    for (const { key, name } of values) applied.origins.set(`helpdesks.main.${key}`, name)
  }

  function addDefaultSources() {
    const secret = read('RELEVO_WEBHOOK_SECRET')
    if (secret === null) return
    const sources = entriesOf(applied.value, 'sources')
    const helpdesks = Object.keys(entriesOf(applied.value, 'helpdesks'))
    const only = helpdesks.length === 1 ? helpdesks[0] : undefined
    for (const name of defaultSourceNames) {
      if (name in sources) continue
      const source = {
        authentication: { kind: 'secret', secrets: [secret] },
        ...(only === undefined ? {} : { helpdesk: only }),
      }
      applied.value = withValue(applied.value, ['sources', name], source)
      applied.origins.set(`sources.${name}.authentication.secrets[0]`, 'RELEVO_WEBHOOK_SECRET')
      applied.defaultSources.add(name)
    }
  }
}
