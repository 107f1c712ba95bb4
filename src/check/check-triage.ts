import type { Configuration, HelpdeskConfig } from '../../schemas/configuration.ts'
import type { Database } from '../database/database.ts'
import type { Helpdesk } from '../helpdesk/helpdesk.ts'
import type { Clock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import { triagedHelpdesks } from '../triage/triaged-helpdesks.ts'
import type { CheckResult } from './check-result.ts'
import { readTriageFacts, type TriageFacts } from './read-triage-facts.ts'
import { reviewChanges } from './review-changes.ts'
import { reviewEvents } from './review-events.ts'
import { reviewModes } from './review-modes.ts'

const hourMs = 3_600_000

/** What the store tells of triage; null: it is off, or cannot be read, which is told. */
export const loadTriageFacts = async (
  database: Database,
  {
    config,
    clock,
    logger,
    report,
  }: { config: Configuration; clock: Clock; logger: Logger; report: (result: CheckResult) => void },
): Promise<TriageFacts | null> => {
  const { triage } = config
  if (triage === undefined || triagedHelpdesks(config).length === 0) return null
  try {
    const facts = await readTriageFacts({ database, config, triage, clock, logger })
    if (facts.stopped !== null) report(stoppedBy(facts.stopped.who))
    return facts
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    report({ name: 'triage', status: 'warn', detail, remedy: null })
    return null
  }
}

const stoppedBy = (who: string): CheckResult => ({
  name: 'triage',
  status: 'warn',
  detail: `nothing is written: ${who} has stopped it`,
  remedy: '"relevo triage start" lets it go on.',
})

/** One help desk that is triaged: whether changes can be listed, events arrive, and what is written was measured. Nothing where triage is off. */
export const checkTriage = async (
  helpdesk: Pick<Helpdesk, 'name' | 'capabilities' | 'listChangedSince'>,
  settings: HelpdeskConfig,
  {
    config,
    facts,
    clock,
    report,
  }: {
    config: Configuration
    facts: TriageFacts | null
    clock: Clock
    report: (result: CheckResult) => void
  },
): Promise<void> => {
  const { name } = helpdesk
  const { triage } = config
  if (triage === undefined || !triagedHelpdesks(config).includes(name)) return
  const canList = helpdesk.capabilities.changes !== 'none'
  const read = canList
    ? await helpdesk.listChangedSince({ since: clock.now() - hourMs }, { lane: 'background' })
    : null
  report(reviewChanges(name, settings.vendor, read))
  if (facts === null || !canList) return
  const { applied, unmeasured } = facts
  for (const finding of reviewModes(name, { applied, unmeasured: unmeasured.get(name) ?? [] }))
    report(finding)
  if (settings.vendor === 'files') return
  const { publicUrl } = config
  const feed = facts.feeds.get(name) ?? null
  report(
    reviewEvents({
      name,
      settings,
      publicUrl,
      everyMs: triage.every,
      feed,
      now: clock.now(),
      isApplied: facts.applied.length > 0,
    }),
  )
}
