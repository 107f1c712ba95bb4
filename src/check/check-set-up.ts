import type { Configuration, HelpdeskConfig } from '../../schemas/configuration.ts'
import { defaultCategories } from '../classify/default-categories.ts'
import { openDatabase } from '../database/open-database.ts'
import type { Helpdesk } from '../helpdesk/helpdesk.ts'
import { openHelpdesks } from '../helpdesk/registry.ts'
import { createLedger } from '../ledger/create-ledger.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { systemClock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import { summariseKept } from '../review/summarise-kept.ts'
import { triagedHelpdesks } from '../triage/triaged-helpdesks.ts'
import { checkDrafts } from './check-drafts.ts'
import { checkEncoder } from './check-encoder.ts'
import type { CheckResult } from './check-result.ts'
import { checkTriage, loadTriageFacts } from './check-triage.ts'
import { explainFailure } from './explain-failure.ts'
import type { TriageFacts } from './read-triage-facts.ts'
import { reviewBudget } from './review-budget.ts'
import { reviewFallback } from './review-fallback.ts'
import { reviewFields } from './review-fields.ts'
import { reviewKept } from './review-kept.ts'
import { sendTestHandoff } from './send-test-handoff.ts'

export interface CheckOptions {
  config: Configuration
  logger: Logger
  sendTest: boolean
  /** Called as findings come in. */
  report: (result: CheckResult) => void
}

const lane = { lane: 'new' } as const
const monthMs = 30 * 86_400_000

/** Looks at everything that a hand-off needs on its way, from the store to the help desk's fields. Never throws for what it finds. */
export const checkSetUp = async (options: CheckOptions): Promise<void> => {
  const { config, logger, report } = options
  const facts = await checkStore(options)
  await checkEncoder(config, report)
  await checkDrafts(config, report)
  const helpdesks = openHelpdesks(config, { clock: systemClock, logger, observe: () => {} })
  const reachable = new Set<string>()
  try {
    for (const [name, helpdesk] of helpdesks) {
      const settings = config.helpdesks[name]
      if (settings === undefined) continue
      const answers = await checkHelpdesk(name, helpdesk, settings, options)
      if (answers) {
        reachable.add(name)
        await checkTriage(helpdesk, settings, { config, facts, clock: systemClock, report })
      }
      if (!options.sendTest) continue
      if (answers) report(await sendTestHandoff({ name, helpdesk, config, logger }))
      else
        report({
          name: `${name}: test hand-off`,
          status: 'skip',
          detail: 'its credentials could not be proved',
          remedy: null,
        })
    }
    for (const name of helpdesks.keys()) {
      const finding = reviewFallback(name, { config, reachable })
      if (finding !== null) report(finding)
    }
  } finally {
    await Promise.all([...helpdesks.values()].map((helpdesk) => helpdesk.close()))
  }
}

/** Hand-offs and escalations that nobody with this configuration works on. */
const reportStranded = async (
  ledger: Pick<Ledger, 'stats'>,
  { config, report }: CheckOptions,
): Promise<void> => {
  const { openPerHelpdesk, escalatingAt } = await ledger.stats()
  for (const [name, count] of Object.entries(openPerHelpdesk)) {
    if (name in config.helpdesks) continue
    report({
      name: 'store',
      status: 'warn',
      detail: `${count} open hand-offs are for the help desk ${name}, which is not in this configuration`,
      remedy: `Configure ${name}, and give every replica the same configuration; or dismiss them.`,
    })
  }
  for (const name of escalatingAt) {
    if (name in config.helpdesks) continue
    report({
      name: 'store',
      status: 'warn',
      detail: `Escalations are planned at the help desk ${name}, which is not in this configuration`,
      remedy: `Configure ${name}, or look after the tickets there yourselves.`,
    })
  }
}

/** What the store tells of triage; null: nothing. */
const checkStore = async (options: CheckOptions): Promise<TriageFacts | null> => {
  const { config, logger, report } = options
  const name = 'store'
  try {
    const database = await openDatabase({ ...config.store, exclusive: false, logger })
    const { place } = database
    const ledger = createLedger({ database, clock: systemClock, logger })
    try {
      await ledger.probe()
      const sum = await ledger.custody()
      await reportStranded(ledger, options)
      report(
        sum.balanced
          ? {
              name,
              status: 'ok',
              detail: `${place} takes writes; ${sum.received} hand-offs, the sum balances`,
              remedy: null,
            }
          : {
              name,
              status: 'fail',
              detail: `${place}: the custody sum is off`,
              remedy: 'Run "relevo custody", keep a copy of the data, and report this as a defect.',
            },
      )
      const counts = await ledger.countKept(systemClock.now() - monthMs)
      for (const finding of reviewKept(summariseKept(counts), config.sources)) report(finding)
      return await loadTriageFacts(database, { config, clock: systemClock, logger, report })
    } finally {
      await ledger.close()
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    const remedy = error instanceof Error && 'remedy' in error ? String(error.remedy) : null
    report({ name, status: 'fail', detail, remedy })
    return null
  }
}

// The host alone: a full address may hold a password.
const placeOf = (helpdesk: HelpdeskConfig): string => {
  if (helpdesk.vendor === 'files') return helpdesk.dir
  if (helpdesk.baseUrl !== undefined) return new URL(helpdesk.baseUrl).host
  return helpdesk.vendor === 'zendesk' ? `${helpdesk.subdomain}` : `${helpdesk.domain}`
}

/** True when the help desk answered and took our key. */
const checkHelpdesk = async (
  name: string,
  helpdesk: Helpdesk,
  settings: HelpdeskConfig,
  options: CheckOptions,
): Promise<boolean> => {
  const { config, report } = options
  const probe = await helpdesk.probe(lane)
  if (!probe.ok) {
    const { detail, remedy } = explainFailure(probe.failure, settings.vendor)
    report({
      name: `${name}: credentials`,
      status: 'fail',
      detail: `${detail} Asked: ${placeOf(settings)}.`,
      remedy,
    })
    return false
  }
  report({
    name: `${name}: credentials`,
    status: 'ok',
    detail:
      settings.vendor === 'files'
        ? `the folder ${settings.dir} can be read and written`
        : `works as agent ${probe.value.agent.email ?? probe.value.agent.id}`,
    remedy: null,
  })
  for (const detail of probe.value.warnings ?? [])
    report({ name: `${name}: tickets`, status: 'warn', detail, remedy: null })
  if (settings.vendor !== 'files') report(reviewBudget(name, helpdesk.budget(), settings))
  const schema = await helpdesk.fieldSchema({ ...lane, fresh: true })
  if (!schema.ok) {
    report({
      name: `${name}: ticket fields`,
      status: 'fail',
      ...explainFailure(schema.failure, settings.vendor),
    })
    return true
  }
  const findings = reviewFields({
    name,
    schema: schema.value,
    required: settings.vendor === 'files' ? {} : settings.required,
    categories: config.categories ?? defaultCategories,
    triageGroup: triagedHelpdesks(config).includes(name) ? config.triage?.group : undefined,
    sources: Object.entries(config.sources).filter(([, { helpdesk: own }]) =>
      // Those of a help desk that it takes over from as well.
      [own, config.helpdesks[own]?.fallback?.helpdesk].includes(name),
    ),
  })
  for (const finding of findings) report(finding)
  return true
}
