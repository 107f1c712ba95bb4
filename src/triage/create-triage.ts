import type { TriageMode } from '../../schemas/triage.ts'
import type { TriageReport } from '../../schemas/triage-report.ts'
import { effectiveMode } from './decide/effective-mode.ts'
import type { TriageSettings } from './settings.ts'
import type { Thresholds } from './thresholds.ts'
import type { CategoryStatus, HelpdeskStatus, LearningStatus, Triage, TriageStatus } from './triage.ts'
import type { Feed, Switch, TriageStore } from './triage-store.ts'

/** One help desk that is triaged, as far as a status needs it. */
export interface TriagedAccount {
  vendor: string
  hasEvents: boolean
  thresholds: Thresholds
  /** In plain words. Never rejects. */
  problems(): Promise<string[]>
}

export interface TriageParts {
  store: TriageStore
  settings: TriageSettings
  accounts: ReadonlyMap<string, TriagedAccount>
  /** The model in use; null: none. */
  model: () => Promise<string | null>
  report: (query: { helpdesk: string; since: number }) => Promise<TriageReport>
  undo: Triage['undo']
  learner: { learn: Triage['learn']; status(): Promise<LearningStatus> }
  clock: { now(): number }
}

const dayMs = 86_400_000
const countedMs = 30 * dayMs
/** Without an event for so long, events do not arrive, or nothing happens. */
const silentMs = dayMs

/** Puts the parts of triage behind its door. The same in every process, whichever has the duty. */
export const createTriage = (parts: TriageParts): Triage => {
  const { store, settings, accounts, clock } = parts
  const [first = ''] = accounts.keys()
  const defaultHelpdesk = accounts.has('main') ? 'main' : first

  const helpdeskStatus = async (name: string, account: TriagedAccount): Promise<HelpdeskStatus> => {
    const [feed, counts, problems] = await Promise.all([
      store.feed(name),
      store.counts({ helpdesk: name, since: clock.now() - countedMs }),
      account.problems(),
    ])
    return {
      helpdesk: name,
      vendor: account.vendor,
      polledAt: feed?.polledAt ?? null,
      caughtUpAt: feed?.caughtUpAt || null,
      changedUntil: feed?.changedUntil ?? null,
      read: feed?.read ?? 0,
      events: {
        state: eventState(account, feed, clock.now()),
        lastAt: feed?.eventAt || null,
        told: feed?.told ?? 0,
        missed: feed?.missed ?? 0,
      },
      counts,
      problems,
    }
  }

  const categoryStatus = async (
    category: string,
    switches: readonly Switch[],
    model: string | null,
  ): Promise<CategoryStatus | null> => {
    const thresholds = accounts.get(defaultHelpdesk)?.thresholds
    if (thresholds === undefined) return null
    const { triage } = settings
    const mode = effectiveMode({ triage, switches }, category)
    // Chosen by somebody, even when the configuration says the same.
    const isSwitched =
      switches.some(({ name }) => name === `mode:${category}`) ||
      mode !== effectiveMode({ triage, switches: [] }, category)
    return {
      category,
      mode,
      modeBy: isSwitched ? 'switch' : 'configuration',
      threshold: await thresholds.thresholdOf(category, model),
    }
  }

  const status = async (): Promise<TriageStatus> => {
    const [switches, model] = await Promise.all([store.switches(), parts.model()])
    const [helpdesks, categories, learning] = await Promise.all([
      Promise.all([...accounts].map(([name, account]) => helpdeskStatus(name, account))),
      Promise.all(Object.keys(settings.categories).map((name) => categoryStatus(name, switches, model))),
      parts.learner.status(),
    ])
    return {
      stopped: switches.find(({ name, value }) => name === 'stop' && value === 'on') ?? null,
      helpdesks,
      categories: categories.filter((each) => each !== null),
      learning,
    }
  }

  const setMode = async (category: string, mode: TriageMode | null, who: string): Promise<boolean> => {
    if (!Object.hasOwn(settings.categories, category)) return false
    await store.setSwitch(`mode:${category}`, mode, { who, at: clock.now() })
    return true
  }

  return {
    defaultHelpdesk,
    status,
    report: async (query) => (accounts.has(query.helpdesk) ? parts.report(query) : null),
    tickets: (query) => store.list(query),
    ticket: (helpdesk, ticketId) => store.find(helpdesk, ticketId),
    stop: async (who) => void (await store.setSwitch('stop', 'on', { who, at: clock.now() })),
    resume: async (who) => void (await store.setSwitch('stop', null, { who, at: clock.now() })),
    setMode,
    runs: (query) => store.runs(query),
    undo: parts.undo,
    learn: parts.learner.learn,
  }
}

const eventState = (
  { hasEvents }: TriagedAccount,
  feed: Feed | null,
  now: number,
): HelpdeskStatus['events']['state'] => {
  if (!hasEvents) return 'off'
  return feed !== null && feed.eventAt > 0 && now - feed.eventAt < silentMs ? 'arriving' : 'silent'
}
