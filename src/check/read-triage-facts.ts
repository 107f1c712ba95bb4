import type { Configuration } from '../../schemas/configuration.ts'
import type { TriageConfig } from '../../schemas/triage-configuration.ts'
import { createBundleStore } from '../classify/bundles/create-bundle-store.ts'
import { modelsFolder } from '../classify/bundles/models-folder.ts'
import { defaultCategories } from '../classify/default-categories.ts'
import { openStarter } from '../classify/starter/open-starter.ts'
import type { Database } from '../database/database.ts'
import type { Clock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import { effectiveMode } from '../triage/decide/effective-mode.ts'
import { createThresholds } from '../triage/figures/create-thresholds.ts'
import { settingsOf } from '../triage/settings.ts'
import { createTriageStore } from '../triage/store/create-triage-store.ts'
import type { Feed, Switch, TriageStore } from '../triage/triage-store.ts'
import { triagedHelpdesks } from '../triage/triaged-helpdesks.ts'

/** What the store tells of triage, by help desk. */
export interface TriageFacts {
  feeds: ReadonlyMap<string, Feed>
  /** Someone has stopped all writing. */
  stopped: Switch | null
  /** Categories in mode `apply`. */
  applied: readonly string[]
  /** Those of them without a threshold that is configured or measured, by help desk. */
  unmeasured: ReadonlyMap<string, readonly string[]>
}

/** Reads them. An empty store is fine; rejects with `TriageUnavailable` when it cannot be read. */
export const readTriageFacts = async ({
  database,
  config,
  triage,
  clock,
  logger,
}: {
  database: Database
  config: Configuration
  triage: TriageConfig
  clock: Clock
  logger: Logger
}): Promise<TriageFacts> => {
  const store = createTriageStore({ database, logger })
  const [feeds, switches] = await Promise.all([store.feeds(), store.switches()])
  const categories = config.categories ?? defaultCategories
  const applied = Object.keys(categories).filter(
    (category) => effectiveMode({ triage, switches }, category) === 'apply',
  )
  const options = { store, config, triage, applied, clock, logger }
  return {
    feeds: new Map(feeds.map((feed) => [feed.helpdesk, feed])),
    stopped: switches.find(({ name, value }) => name === 'stop' && value === 'on') ?? null,
    applied,
    unmeasured: applied.length === 0 ? new Map() : await findUnmeasured(options),
  }
}

const findUnmeasured = async ({
  store,
  config,
  triage,
  applied,
  clock,
  logger,
}: {
  store: TriageStore
  config: Configuration
  triage: TriageConfig
  applied: readonly string[]
  clock: Clock
  logger: Logger
}): Promise<Map<string, string[]>> => {
  const bundles = createBundleStore({
    folder: modelsFolder(config),
    starter: () => openStarter(),
    onRefused: (why) => logger.warn({ why }, 'a model could not be read'),
  })
  const wanted = config.classification.model
  const model =
    wanted === 'auto' ? ((await bundles.current())?.name ?? null) : wanted === 'none' ? null : wanted
  const settings = settingsOf(config, triage)
  const unmeasured = new Map<string, string[]>()
  for (const helpdesk of triagedHelpdesks(config)) {
    const thresholds = createThresholds({ helpdesk, store, bundles, settings, clock, logger })
    const found: string[] = []
    for (const category of applied)
      if ((await thresholds.thresholdOf(category, model)).basis === 'assumed') found.push(category)
    unmeasured.set(helpdesk, found)
  }
  return unmeasured
}
