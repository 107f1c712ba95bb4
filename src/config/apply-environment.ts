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
    const apiKey = read('FRESHDESK_API_KEY')
    const domain = read('FRESHDESK_DOMAIN')
    const baseUrl = read('FRESHDESK_BASE_URL')
    const helpdesks = entriesOf(applied.value, 'helpdesks')
    if ('main' in helpdesks) {
      for (const name of ['FRESHDESK_DOMAIN', 'FRESHDESK_API_KEY', 'FRESHDESK_BASE_URL']) {
        if (referenced.has(name) || environment.read(name).kind !== 'set') continue
        const message = 'Has no effect: the file defines helpdesks.main itself.'
        applied.warnings.push({ path: name, code: 'conflict', message, line: null })
      }
      return
    }
    if (apiKey === null && domain === null && baseUrl === null) return
    // A file that uses the key for a help desk of another name does not ask for a `main` besides.
    if (Object.keys(helpdesks).length > 0 && referenced.has('FRESHDESK_API_KEY')) return
    const missing = apiKey === null ? 'FRESHDESK_API_KEY' : 'FRESHDESK_DOMAIN'
    if (apiKey === null || (domain === null && baseUrl === null)) {
      const message =
        missing === 'FRESHDESK_API_KEY'
          ? 'Set it as well: the API key from your Freshdesk profile settings.'
          : 'Set it as well: acme, or acme.freshdesk.com.'
      applied.faults.push({ path: missing, code: 'invalid', message, line: null })
      applied.origins.set('helpdesks.main', missing)
      return
    }
    const main = {
      vendor: 'freshdesk',
      apiKey,
      ...(domain === null ? {} : { domain }),
      ...(baseUrl === null ? {} : { baseUrl }),
    }
    set(['helpdesks', 'main'], main, 'FRESHDESK_API_KEY')
    applied.origins.set('helpdesks.main.domain', 'FRESHDESK_DOMAIN')
    applied.origins.set('helpdesks.main.baseUrl', 'FRESHDESK_BASE_URL')
    applied.origins.set('helpdesks.main.apiKey', 'FRESHDESK_API_KEY')
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
