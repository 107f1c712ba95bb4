import { setTimeout } from 'node:timers/promises'
import type { Test } from 'tap'
import { categorySchema } from '../../../schemas/configuration.ts'
import { triageSchema } from '../../../schemas/triage-configuration.ts'
import type { Classifier } from '../../../src/classify/classifier.ts'
import { createFinder, type FinderOptions } from '../../../src/triage/find/create-finder.ts'
import type { FoundDesk } from '../../../src/triage/find/finder.ts'
import type { TriageSettings } from '../../../src/triage/settings.ts'
import { createTriageStore } from '../../../src/triage/store/create-triage-store.ts'
import type { TriageEvent } from '../../../src/triage/triage-event.ts'
import type { TriageStore } from '../../../src/triage/triage-store.ts'
import { createLogLines } from '../../helpdesk/freshdesk/open-test-helpdesk.ts'
import { silent } from '../../ledger/silent.ts'
import { createManualClock, type ManualClock } from '../../manual-clock.ts'
import { openSqliteStore } from '../../tickets/open-sqlite-store.ts'

export const noon = Date.UTC(2026, 10, 21, 12)
export const minuteMs = 60_000

export const settingsOf = (triage: Record<string, unknown> = {}): TriageSettings => ({
  triage: triageSchema.parse({ control: 0, ...triage }),
  categories: {
    billing: categorySchema.parse({ group: 'Facturación', tags: ['factura'] }),
    technical: categorySchema.parse({ group: 'Soporte', priority: 'high' }),
  },
  hasOwnCategories: true,
  language: 'es',
})

/** Knows an invoice when it sees one, leans to `technical` else, and stumbles over `stumble`. Remembers what it was asked. */
export const createWordClassifier = (): Classifier & { texts: string[] } => {
  const texts: string[] = []
  return {
    texts,
    classify: async ({ subject, text }) => {
      const whole = `${subject} ${text}`
      texts.push(whole)
      if (whole.includes('stumble')) throw new Error(`cannot read ${whole}`)
      const isBilling = /factura|invoice/i.test(whole)
      const category = isBilling ? 'billing' : 'technical'
      const confidence = isBilling ? 0.9 : 0.4
      return {
        category: isBilling ? 'billing' : null,
        type: null,
        group: isBilling ? 'Facturación' : null,
        priority: null,
        tags: isBilling ? ['factura'] : [],
        customFields: {},
        decidedBy: isBilling ? 'model' : 'none',
        confidence: isBilling ? confidence : null,
        reasons: [],
        language: { code: 'es', confidence: 0.99 },
        model: 'starter',
        steps: [{ step: 'model', verdict: isBilling ? 'decided' : 'unsure', category, confidence, ms: 0.1 }],
      }
    },
  }
}

export interface Finding {
  store: TriageStore
  clock: ManualClock
  events: TriageEvent[]
  lines: string[]
  classifier: ReturnType<typeof createWordClassifier>
  /** Starts another finder on the same store; it is stopped with the test. */
  find(options?: Partial<FinderOptions>): ReturnType<typeof createFinder>
  /** Until a look at the list has been stored at this time or later. */
  polled(): Promise<void>
}

/** A finder in front of a help desk, with a real store. Time stands still until it is moved. */
export const openFinding = async (
  t: Test,
  helpdesk: FoundDesk,
  {
    clock,
    triage = {},
    ...more
  }: { clock: ManualClock; triage?: Record<string, unknown> } & Partial<FinderOptions>,
): Promise<Finding> => {
  const store = createTriageStore({ database: await openSqliteStore(t), logger: silent })
  const events: TriageEvent[] = []
  const classifier = createWordClassifier()
  const { logger, lines } = createLogLines()
  const find: Finding['find'] = (options = {}) => {
    const finder = createFinder({
      helpdesk,
      store,
      classifier,
      findHandoff: async () => false,
      settings: settingsOf(triage),
      hasEvents: false,
      clock,
      logger,
      random: () => 0.5,
      observe: (event) => events.push(event),
      ...more,
      ...options,
    })
    t.teardown(() => finder.stop())
    return finder
  }
  const polled = () => until(async () => ((await store.feed(helpdesk.name))?.caughtUpAt ?? 0) >= clock.now())
  return { store, clock, events, lines, classifier, find, polled }
}

export const startClock = (): ManualClock => createManualClock(noon)

/** Waits for a state that comes about over sockets, in real time. */
export const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 5_000; tries += 1) {
    if (await isSo()) return
    await setTimeout(2)
  }
  throw new Error('It did not come about.')
}

/** Moves time on, some seconds after the other, until a state has come about; the work in between takes its real time. */
export const moveUntil = async (
  clock: ManualClock,
  isSo: () => boolean | Promise<boolean>,
  mostMs = 3_600_000,
): Promise<void> => {
  const end = clock.now() + mostMs
  while (!(await isSo())) {
    if (clock.now() >= end) throw new Error('It did not come about in time.')
    await clock.advance(5_000)
    await setTimeout(3)
  }
}
