export interface BenchSettings {
  helpdeskUrl: string
  windowMs?: number
  /** Calls per window that the account allows; absent: as the headers tell. */
  perWindow?: number
  settleMs?: number
  requestMs?: number
  probeEveryMs?: number
  concurrency?: number
  retryCeilingMs?: number
  leaseMs?: number
  /** More sections of the configuration, as YAML. */
  sections?: string
}

/** The configuration that the benches run with: only what must differ from the defaults, to fit into minutes. */
export const benchConfiguration = (settings: BenchSettings): string => `
sources:
  bench:
    authentication: { kind: secret, secrets: [bench-secret-0123456789] }
    rateLimit: { max: 100000000 }
helpdesks:
  main:
    vendor: freshdesk
    baseUrl: ${settings.helpdeskUrl}
    apiKey: bench-freshdesk-key
    concurrency: ${settings.concurrency ?? 8}
    budget:
      share: 1
      window: ${settings.windowMs ?? 60_000}ms${budgetLines(settings.perWindow)}
    timeouts: { connect: 1s, request: ${settings.requestMs ?? 30_000}ms }
    circuit: { probeEvery: ${settings.probeEveryMs ?? 15_000}ms }
delivery:
  lease: ${settings.leaseMs ?? 10_000}ms
  settle: ${settings.settleMs ?? 45_000}ms
  retryFirst: 500ms
  retryCeiling: ${settings.retryCeilingMs ?? 600_000}ms
${settings.sections ?? ''}`

// The sandbox in the benches has the same limit for every operation, so that the total is what binds.
const budgetLines = (perWindow: number | undefined): string =>
  perWindow === undefined
    ? ''
    : `\n      perWindow: ${perWindow}\n      create: ${perWindow}\n      update: ${perWindow}\n      list: ${perWindow}`

export const benchEnvironment = (
  folder: string,
  extra: Record<string, string> = {},
): Record<string, string> => ({
  HOST: '127.0.0.1',
  PORT: '0',
  LOG_LEVEL: 'info',
  RELEVO_CONFIG: `${folder}/relevo.yaml`,
  RELEVO_DATA_DIR: `${folder}/data`,
  RELEVO_API_KEY: 'bench-api-key-0123456789',
  ...extra,
})
