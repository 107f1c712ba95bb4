import type { HelpdeskFigures, LedgerFigures } from './figures.ts'

export interface ReadinessInput {
  /** Whether the store took a write just now; `remedy` says what to do when not. */
  store: { ok: true } | { ok: false; code: string; remedy: string }
  draining: boolean
  /** Null when the ledger could not be read. */
  ledger: LedgerFigures | null
  helpdesks: readonly HelpdeskFigures[]
  alertAfterMs: number
  now: number
}

export interface ReadinessCheck {
  name: string
  /** `warn`: works, but a person should look. `fail`: hand-offs cannot be taken in. */
  status: 'pass' | 'warn' | 'fail'
  detail: string
}

export interface Readiness {
  /** Whether hand-offs can be taken in. */
  ready: boolean
  status: 'ok' | 'degraded' | 'down'
  checks: ReadinessCheck[]
}

const storeCheck = ({ store }: ReadinessInput): ReadinessCheck =>
  store.ok
    ? { name: 'store', status: 'pass', detail: 'The store takes writes.' }
    : { name: 'store', status: 'fail', detail: `The store takes no writes (${store.code}). ${store.remedy}` }

const drainCheck = ({ draining }: ReadinessInput): ReadinessCheck[] =>
  draining ? [{ name: 'process', status: 'fail', detail: 'Shutting down.' }] : []

const minutes = (ms: number) => `${Math.floor(ms / 60_000)} min`

const ageCheck = ({ ledger, alertAfterMs, now }: ReadinessInput): ReadinessCheck => {
  const name = 'oldest-open'
  if (ledger === null) return { name, status: 'warn', detail: 'Not known: the ledger cannot be read.' }
  if (ledger.oldestOpenReceivedAt === null) return { name, status: 'pass', detail: 'No hand-off is open.' }
  const age = Math.max(0, now - ledger.oldestOpenReceivedAt)
  return age > alertAfterMs
    ? {
        name,
        status: 'warn',
        detail: `The oldest open hand-off has waited ${minutes(age)}; that is overdue after ${minutes(alertAfterMs)}.`,
      }
    : { name, status: 'pass', detail: `The oldest open hand-off has waited ${Math.floor(age / 1000)} s.` }
}

const parkedCheck = ({ ledger }: ReadinessInput): ReadinessCheck[] => {
  const parked = ledger?.perState['parked'] ?? 0
  return parked === 0 ? [] : [{ name: 'parked', status: 'warn', detail: `${parked} wait for a person.` }]
}

/** What is for a help desk that this process does not have waits for a configuration that has it. */
const strandedChecks = ({ ledger, helpdesks }: ReadinessInput): ReadinessCheck[] => {
  // None: they are not loaded yet.
  if (helpdesks.length === 0) return []
  const known = new Set(helpdesks.map(({ name }) => name))
  const same = 'which is not configured here; give every replica the same configuration.'
  return [
    ...Object.entries(ledger?.openPerHelpdesk ?? {}).map(([name, count]) => ({
      helpdesk: name,
      name: `helpdesk:${name}:unknown`,
      detail: `${count} open hand-offs are for the help desk ${name}, ${same}`,
    })),
    ...(ledger?.escalatingAt ?? []).map((name) => ({
      helpdesk: name,
      name: `helpdesk:${name}:escalations`,
      detail: `Escalations are planned at the help desk ${name}, ${same}`,
    })),
  ].flatMap(({ helpdesk, name, detail }) => (known.has(helpdesk) ? [] : [{ name, status: 'warn', detail }]))
}

const nothingToDo =
  'Nothing needs doing: hand-offs are kept, and delivered by themselves when calls go through again.'
const keptMeanwhile = 'Hand-offs are kept, and delivered by themselves once it accepts them.'

const helpdeskChecks = ({ helpdesks }: ReadinessInput): ReadinessCheck[] =>
  helpdesks.flatMap(({ name, availability }): ReadinessCheck[] => {
    const shutFor = (reason: 'outage' | 'rate-limit' | 'credentials', comfort: string) =>
      availability.state === 'shut' && availability.reason === reason
        ? { status: 'warn' as const, detail: `${availability.why} ${comfort}` }
        : null
    return [
      {
        name: `helpdesk:${name}:reachable`,
        ...(shutFor('outage', nothingToDo) ??
          shutFor('rate-limit', nothingToDo) ?? { status: 'pass', detail: 'Calls are let through.' }),
      },
      {
        name: `helpdesk:${name}:credentials`,
        ...(shutFor('credentials', keptMeanwhile) ?? { status: 'pass', detail: 'Not refused.' }),
      },
    ]
  })

/**
 * Ready means: hand-offs can be taken in safely. A help desk that is down, or that refuses our credentials, does not make
 * the service unready: the ledger keeps what comes, and a load balancer that took the service away would turn an outage of
 * the help desk into lost requests for help. It reads `degraded` then, and the metrics raise the alarm.
 */
export const decideReadiness = (input: ReadinessInput): Readiness => {
  const checks = [
    ...drainCheck(input),
    storeCheck(input),
    ageCheck(input),
    ...parkedCheck(input),
    ...strandedChecks(input),
    ...helpdeskChecks(input),
  ]
  const ready = checks.every(({ status }) => status !== 'fail')
  const calm = checks.every(({ status }) => status === 'pass')
  return { ready, status: !ready ? 'down' : calm ? 'ok' : 'degraded', checks }
}
