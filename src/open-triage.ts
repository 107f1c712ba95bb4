import type { Configuration } from '../schemas/configuration.ts'
import type { AuditTrail } from './access/access.ts'
import type { BundleStore } from './classify/bundles/bundle.ts'
import { createBundleStore } from './classify/bundles/create-bundle-store.ts'
import { modelsFolder } from './classify/bundles/models-folder.ts'
import type { Classifier } from './classify/classifier.ts'
import { openStarter } from './classify/starter/open-starter.ts'
import type { Helpdesk } from './helpdesk/helpdesk.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { Clock } from './ops/clock.ts'
import type { Metrics } from './ops/create-metrics.ts'
import type { TriageFigures } from './ops/create-triage-metrics.ts'
import type { Logger } from './ops/logger.ts'
import type { Duty } from './replicas/create-duties.ts'
import { templateHeadings } from './template-headings.ts'
import { createChoiceWatch } from './triage/choices/create-choice-watch.ts'
import { createTriage, type TriagedAccount } from './triage/create-triage.ts'
import { eventAccounts } from './triage/events/event-accounts.ts'
import { createShadowReport } from './triage/figures/create-shadow-report.ts'
import { createThresholds } from './triage/figures/create-thresholds.ts'
import type { FoundPage } from './triage/find/create-change-taker.ts'
import { createFinder } from './triage/find/create-finder.ts'
import { createDriftReader } from './triage/learn/create-drift-reader.ts'
import { createLearner } from './triage/learn/create-learner.ts'
import { settingsOf } from './triage/settings.ts'
import type { Thresholds } from './triage/thresholds.ts'
import type { Triage } from './triage/triage.ts'
import type { Hint, TriageStore } from './triage/triage-store.ts'
import { triagedHelpdesks } from './triage/triaged-helpdesks.ts'
import { createChoiceReader } from './triage/write/create-choice-reader.ts'
import { createWriter } from './triage/write/create-writer.ts'
import { undoRun } from './triage/write/undo-run.ts'

/** Triage as one process has it: its door, and what one of all processes does. */
export interface OpenedTriage {
  door: Triage
  duties: Duty[]
  figures(): Promise<TriageFigures>
  /** An event came in. */
  poke(hint: Hint): void
  /** Ends what people have asked for; the duties have ended before. */
  close(): Promise<void>
}

export interface OpenTriageOptions {
  config: Configuration & { triage: NonNullable<Configuration['triage']> }
  store: TriageStore
  helpdesks: ReadonlyMap<string, Helpdesk>
  classifier: Classifier
  ledger: Ledger
  trail: AuditTrail
  /** Relevo's. */
  version: string
  clock: Clock
  logger: Logger
  metrics: Pick<Metrics, 'triaged'>
  random: () => number
  /** Gets each page that was read, after it was stored. */
  onPage?: (page: FoundPage) => Promise<void>
}

/** Wires triage: the one place that knows all of its parts. Nothing runs until a duty begins. */
export const openTriage = (options: OpenTriageOptions): OpenedTriage => {
  const { config, store, classifier, ledger, clock, random } = options
  const logger = options.logger.child({ room: 'triage' })
  const observe = options.metrics.triaged
  const settings = settingsOf(config, config.triage)
  const bundles = createBundleStore({
    folder: modelsFolder(config),
    starter: () => openStarter(),
    onRefused: (why) => logger.warn({ why }, 'a model could not be read'),
  })
  const model = () => modelInUse(bundles, config.classification.model)
  const withEvents = new Set(eventAccounts(config).map(({ name }) => name))
  const desks = triagedHelpdesks(config).flatMap((name) => {
    const helpdesk = options.helpdesks.get(name)
    return helpdesk === undefined || helpdesk.capabilities.changes === 'none'
      ? []
      : [openDesk(name, helpdesk)]
  })
  const deskOf = (name: string): TriagedDesk => {
    const desk = desks.find((each) => each.name === name)
    if (desk === undefined) throw new RangeError(`${name} is not triaged.`)
    return desk
  }
  const openLearner = () =>
    createLearner({
      helpdesks: desks.map(({ helpdesk }) => helpdesk),
      config,
      store,
      ledger,
      bundles,
      headings: templateHeadings,
      by: options.version,
      trail: options.trail,
      measureDrift: createDriftReader({ helpdesks: desks.map(({ name }) => name), store, bundles, clock }),
      clock,
      logger,
      observe,
    })
  // Asked by people in any process; the schedule of the one that has the duty is another one's, which ends with it.
  const learner = openLearner()

  function openDesk(name: string, helpdesk: Helpdesk): TriagedDesk {
    const parts = { helpdesk, store, settings, clock, logger, random, observe }
    const thresholds = createThresholds({ helpdesk: name, store, bundles, settings, clock, logger })
    const watchChoices = () => createChoiceWatch({ helpdesk, store, settings, bundles, clock, logger })
    const desk: TriagedDesk = { name, helpdesk, thresholds, running: null, account, begin }
    const looked = watchChoices()
    return desk

    function account(): TriagedAccount {
      return {
        vendor: helpdesk.vendor,
        hasEvents: withEvents.has(name),
        thresholds,
        problems: async () => [
          ...problemsOf(helpdesk),
          // Whoever has the duty reads; what it met stands in the store for the others.
          ...[(await store.feed(name))?.problem ?? null].filter((each) => each !== null),
          ...(await looked.problems()),
        ],
      }
    }

    /** May be called again after it was stopped: parts that have ended are not begun again. */
    function begin(): { stop(): Promise<void> } {
      const choices = watchChoices()
      const finder = createFinder({
        ...parts,
        classifier,
        hasEvents: withEvents.has(name),
        onProblem: (problem) => {
          store
            .setProblem(name, problem)
            .catch((error: unknown) => logger.debug({ err: error }, 'what stands in the way is not kept'))
        },
        findHandoff: async (id) => (await ledger.find(id)) !== null,
        ...(options.onPage === undefined ? {} : { onPage: options.onPage }),
      })
      const readChoices = createChoiceReader(helpdesk)
      const writer = createWriter({
        ...parts,
        thresholds,
        // By the names that groups have now.
        choices: async (call) => {
          const read = await readChoices(call)
          return read.ok ? { ok: true, value: { ...read.value, groupNow: choices.current().groupNow } } : read
        },
        settleMs: config.delivery.settle,
        requestTimeoutMs: config.helpdesks[name]?.timeouts.request ?? 30_000,
      })
      const poke = (hint: Hint) => {
        finder.poke()
        writer.poke(hint)
      }
      desk.running = { poke }
      choices.start()
      finder.start()
      writer.start()
      return {
        stop: async () => {
          desk.running = null
          await Promise.all([finder.stop(), writer.stop(), choices.stop()])
        },
      }
    }
  }

  const isTriaged = ({ helpdesk }: { helpdesk: string }) => desks.some(({ name }) => name === helpdesk)
  return {
    door: createTriage({
      store,
      settings,
      accounts: new Map(desks.map((desk) => [desk.name, desk.account()])),
      model,
      report: createShadowReport({
        store,
        thresholds: (name) => deskOf(name).thresholds,
        model,
        settings,
        clock,
      }),
      undo: (run, rest) =>
        undoRun({
          run,
          ...rest,
          helpdesks: new Map(desks.map(({ name, helpdesk }) => [name, helpdesk])),
          store,
          clock,
          logger,
        }),
      learner,
      clock,
    }),
    duties: [
      ...desks.map(({ name, begin }) => ({ name: `triage ${name}`, begin })),
      {
        name: 'triage learning',
        begin() {
          const scheduled = openLearner()
          scheduled.start()
          return scheduled
        },
      },
    ],
    figures: async () => {
      const [feeds, switches, learning] = await Promise.all([
        store.feeds(),
        store.switches(),
        learner.status(),
      ])
      return {
        isStopped: switches.some(({ name, value }) => name === 'stop' && value === 'on'),
        helpdesks: await Promise.all(
          feeds.filter(isTriaged).map(async ({ helpdesk, caughtUpAt, changedUntil }) => ({
            helpdesk,
            due: await store.countDue(helpdesk),
            caughtUpAt,
            changedUntil,
          })),
        ),
        drift: learning.drift,
      }
    },
    close: learner.stop,
    poke: (hint) => desks.find((desk) => desk.name === hint.helpdesk)?.running?.poke(hint),
  }
}

interface TriagedDesk {
  name: string
  helpdesk: Helpdesk
  thresholds: Thresholds
  /** While this process has the duty. */
  running: { poke(hint: Hint): void } | null
  account(): TriagedAccount
  begin(): { stop(): Promise<void> }
}

const problemsOf = (helpdesk: Pick<Helpdesk, 'availability'>): string[] => {
  const availability = helpdesk.availability()
  return availability.state === 'open'
    ? []
    : [`The help desk is not called at the moment: ${availability.why}`]
}

/** By name; null: none is asked. */
const modelInUse = async (
  bundles: Pick<BundleStore, 'current'>,
  wanted: Configuration['classification']['model'],
): Promise<string | null> => {
  if (wanted !== 'auto') return wanted === 'none' ? null : wanted
  return (await bundles.current())?.name ?? null
}
