import type { AccountConfig, Configuration } from '../schemas/configuration.ts'
import type { AuditTrail } from './access/access.ts'
import type { FallbackMailer } from './bridge/fallback-mailer.ts'
import type { Classifier } from './classify/classifier.ts'
import { openEncoder } from './classify/encoders/open-encoder.ts'
import { openClassifier } from './classify/open-classifier.ts'
import { createServicePromise } from './create-service-promise.ts'
import type { Database } from './database/database.ts'
import type { AccountShare } from './helpdesk/account-share.ts'
import type { Helpdesk } from './helpdesk/helpdesk.ts'
import { openHelpdesks } from './helpdesk/registry.ts'
import { createAccountShare } from './helpdesk/share/create-account-share.ts'
import type { Inbox } from './inbox/inbox.ts'
import type { GivenPage, InboxIntake } from './inbox/inbox-intake.ts'
import type { Ledger } from './ledger/ledger.ts'
import { observeCascade } from './observe-cascade.ts'
import type { OpenedTriage } from './open-triage.ts'
import type { Clock } from './ops/clock.ts'
import type { Metrics } from './ops/create-metrics.ts'
import type { Logger } from './ops/logger.ts'
import { packageVersion } from './package-version.ts'
import type { CompiledPolicy } from './policy/policy.ts'
import { createTickets } from './tickets/create-tickets.ts'
import type { Tickets } from './tickets/tickets.ts'
import type { FoundPage } from './triage/find/create-change-taker.ts'
import type { TriageStore } from './triage/triage-store.ts'

/** What it takes to turn a hand-off into a ticket, and to work with tickets. */
export interface Delivery {
  helpdesks: Map<string, Helpdesk>
  classifier: Classifier
  /** Null when no second route is configured. */
  fallbackMailer: FallbackMailer | null
  tickets: Tickets
  /** The list of tickets; null: there is no desk to show it. */
  inbox: (Inbox & InboxIntake) | null
  /** Null: it is not configured, or no help desk can tell what has changed. */
  triage: OpenedTriage | null
  close(): Promise<void>
}

export const createDelivery = async (options: {
  config: Configuration
  clock: Clock
  logger: Logger
  metrics: Metrics
  database: Database
  replica: string
  policy: () => CompiledPolicy | null
  ledger: Ledger
  triageStore: TriageStore | null
  trail: AuditTrail
}): Promise<Delivery> => {
  const { config, clock, logger, metrics, database, replica, policy } = options
  const shares: AccountShare[] = []
  const helpdesks = openHelpdesks(config, {
    clock,
    logger: logger.child({ room: 'helpdesk' }),
    ...(database.writers === 1 ? {} : { shareOf: openShare }),
    observe: (call) => metrics.called(call.helpdesk, call.operation, call.outcome, call.ms / 1000),
  })
  const tickets = createTickets({
    helpdesks,
    database,
    clock,
    logger: logger.child({ room: 'tickets' }),
    replica,
    settleMs: config.delivery.settle,
    service: createServicePromise({
      handover: config.handover,
      language: config.language,
      findCalendar: (name) => policy()?.calendars.get(name) ?? null,
    }),
    language: config.language,
  })
  const observe = observeCascade(metrics, logger.child({ room: 'classify' }), clock.now)
  const encoder = openEncoder(config.classification.encoder, {
    purpose: 'service',
    onAway: (why) => observe({ kind: 'away', what: 'encoder', why }),
  })
  const classifier = openClassifier({ config, observe, encoder })
  const inbox = await openInbox(options)
  const triage = await openTriageOf(options, { helpdesks, classifier, inbox })
  return {
    helpdesks,
    tickets,
    fallbackMailer: await openFallback(config),
    classifier,
    inbox,
    triage,
    close: async () => {
      await triage?.close()
      await tickets.close()
      await encoder?.close()
      await Promise.all([...helpdesks.values()].map((helpdesk) => helpdesk.close()))
      await Promise.all(shares.map((share) => share.close()))
    },
  }

  /** Other replicas on the same store use the same accounts. */
  function openShare(helpdesk: string, { budget }: AccountConfig): AccountShare {
    const share = createAccountShare({
      helpdesk,
      replica,
      database,
      clock,
      logger: logger.child({ room: 'helpdesk' }),
      windowMs: budget.window,
      random: Math.random,
    })
    shares.push(share)
    return share
  }
}

const openInbox = async ({
  config,
  database,
  clock,
}: Parameters<typeof createDelivery>[0]): Promise<Delivery['inbox']> => {
  if (!config.desk.enabled) return null
  const { createInbox } = await import('./inbox/create-inbox.ts')
  return createInbox({ database, clock, limit: config.desk.inbox.limit })
}

/** A page of triage as the list of tickets takes it. */
const givenPage = ({ helpdesk, tickets, atEnd }: FoundPage, now: number): GivenPage => ({
  helpdesk,
  tickets: tickets.map(({ ticket, prediction }) => ({
    ticket,
    ...(prediction === null
      ? {}
      : { guess: { category: prediction.category, confidence: prediction.confidence } }),
  })),
  atEnd,
  now,
})

/** A service without triage loads nothing of it. */
const openTriageOf = async (
  { config, clock, logger, metrics, ledger, triageStore, trail }: Parameters<typeof createDelivery>[0],
  { helpdesks, classifier, inbox }: Pick<Delivery, 'helpdesks' | 'classifier' | 'inbox'>,
): Promise<OpenedTriage | null> => {
  const { triage } = config
  if (triageStore === null || triage === undefined) return null
  const { openTriage } = await import('./open-triage.ts')
  return openTriage({
    config: { ...config, triage },
    store: triageStore,
    helpdesks,
    classifier,
    ...(inbox === null ? {} : { onPage: (page) => inbox.take(givenPage(page, clock.now())) }),
    ledger,
    trail,
    version: await packageVersion(),
    clock,
    logger,
    metrics,
    random: Math.random,
  })
}

/** Most services have no second route; the mailer, and Node's own fetch that it brings in, take 80 ms to load and 5 MB. */
const openFallback = async (config: Configuration): Promise<FallbackMailer | null> => {
  if (config.fallback === undefined) return null
  const { createFallbackMailer } = await import('./bridge/create-fallback-mailer.ts')
  return createFallbackMailer(config.fallback)
}
