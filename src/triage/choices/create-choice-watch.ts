import type { BundleStore } from '../../classify/bundles/bundle.ts'
import type { Failure, Helpdesk, Read } from '../../helpdesk/helpdesk.ts'
import type { Group } from '../../helpdesk/ticket-desk.ts'
import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import type { TriageSettings } from '../settings.ts'
import type { TriageStore } from '../triage-store.ts'
import { TriageUnavailable } from '../triage-unavailable.ts'
import { type ChoiceSnapshot, parseChoices } from './choice-snapshot.ts'
import { type ChoiceChange, compareChoices, type SeenChoices } from './compare-choices.ts'
import { findChoiceProblems, type ModelLabels } from './find-choice-problems.ts'
import { groupNow } from './resolve-group.ts'

/** The choices of an account that triage writes, by the names that they have now; null: they are not known. */
export interface CurrentChoices {
  groups: readonly Group[] | null
  types: readonly string[] | null
  /** What a group is called now that is configured, or was learnt, by a former name; any other name stays as it is. */
  groupNow(name: string): string
}

export interface ChoiceWatch {
  start(): void
  /** Idempotent; lets go of a call under way. */
  stop(): Promise<void>
  /** Looks at the account now. False: it could not be read, and what was known stands. Never rejects. */
  look(): Promise<boolean>
  /** As they were seen last, by this process or, until it has looked itself, by the one before. */
  current(): CurrentChoices
  /** What is configured or learnt and is no choice of the account, in plain words. The same in every process. Never rejects. */
  problems(): Promise<string[]>
}

export interface ChoiceWatchOptions {
  helpdesk: Pick<Helpdesk, 'name' | 'fieldSchema' | 'listGroups'>
  store: Pick<TriageStore, 'feed' | 'setChoices'>
  settings: Pick<TriageSettings, 'categories' | 'triage'>
  /** The model in use may know choices that are gone. */
  bundles: Pick<BundleStore, 'current'>
  clock: Clock
  logger: Logger
}

const firstMs = 5_000
const everyMs = 3_600_000
const afterFaultMs = 300_000
const lane = 'background'

/** Notices, once an hour, which groups and types an account has gained, lost or renamed. */
export const createChoiceWatch = (options: ChoiceWatchOptions): ChoiceWatch => {
  const { helpdesk, store, settings, bundles, clock, logger } = options
  const { name } = helpdesk
  const stopping = new AbortController()
  let known: ChoiceSnapshot | null = null
  let cancel = () => {}
  let looking: Promise<boolean> | null = null

  const recall = async (): Promise<ChoiceSnapshot | null> => {
    const stored = parseChoices((await store.feed(name))?.choices ?? null)
    // Another process may have looked since.
    if (stored !== null && (known === null || stored.at > known.at)) known = stored
    return known
  }

  const read = async (): Promise<SeenChoices | null> => {
    const call = { lane, signal: stopping.signal } as const
    const groups = nullWhenBarred(await helpdesk.listGroups(call))
    const fields = nullWhenBarred(await helpdesk.fieldSchema({ ...call, fresh: true }))
    if (groups.ok && fields.ok) return { groups: groups.value, types: fields.value?.types ?? null }
    const failed = groups.ok ? fields : groups
    if (!failed.ok)
      logger.debug({ helpdesk: name, failure: failed.failure.kind }, 'choices could not be read')
    return null
  }

  const lookNow = async (): Promise<boolean> => {
    try {
      await recall()
      const seen = await read()
      if (seen === null) return false
      const { snapshot, changes } = compareChoices(known, seen, clock.now())
      known = snapshot
      for (const change of changes) tell(change)
      await store.setChoices(name, JSON.stringify(snapshot))
      return true
    } catch (error) {
      if (error instanceof TriageUnavailable)
        logger.debug({ helpdesk: name, code: error.code }, 'choices are kept later: the store is unavailable')
      else logger.error({ err: error, helpdesk: name }, 'looking at choices failed; it is tried again')
      return false
    }
  }

  const tell = (change: ChoiceChange): void => {
    switch (change.kind) {
      case 'renamed': {
        const { from, to } = change
        logger.warn(
          { helpdesk: name, from, to },
          'a group has another name now; the former one is understood',
        )
        break
      }
      case 'gone':
        logger.warn(
          { helpdesk: name, ...factsOf(change) },
          'a choice is gone; triage does not write it any more',
        )
        break
      case 'new':
        logger.info({ helpdesk: name, ...factsOf(change) }, 'there is a new choice')
        break
      default:
        change satisfies never
    }
  }

  const look = (): Promise<boolean> => {
    looking ??= lookNow().finally(() => {
      looking = null
    })
    return looking
  }

  const schedule = (inMs: number): void => {
    cancel = clock.after(inMs, () => {
      void look().then((done) => {
        if (!stopping.signal.aborted) schedule(done ? everyMs : afterFaultMs)
      })
    })
  }

  return {
    start() {
      // Until the account was asked, what was seen before the start counts.
      void recall().catch(() => {})
      schedule(firstMs)
    },
    async stop() {
      stopping.abort()
      cancel()
      await looking
    },
    look,
    current: () => ({
      groups: known?.groups ?? null,
      types: known?.types ?? null,
      groupNow: (wanted) => groupNow(known, wanted),
    }),
    async problems() {
      try {
        const snapshot = await recall()
        if (snapshot === null) return []
        return findChoiceProblems(snapshot, { settings, labels: await labelsOf(bundles) })
      } catch (error) {
        if (!(error instanceof TriageUnavailable))
          logger.error({ err: error, helpdesk: name }, 'choices could not be judged')
        return []
      }
    },
  }
}

const factsOf = ({ field, name }: { field: string; name: string }) => ({ field, choice: name })

/** Where they cannot be read at all, they tell nothing. */
const barred = new Set<Failure['kind']>(['forbidden', 'unsupported', 'not-found', 'gone'])

const nullWhenBarred = <T>(read: Read<T>): Read<T | null> =>
  !read.ok && barred.has(read.failure.kind) ? { ok: true, value: null } : read

const labelsOf = async (bundles: Pick<BundleStore, 'current'>): Promise<ModelLabels | null> => {
  const models = (await bundles.current())?.models
  if (models === undefined) return null
  return { group: models.get('group')?.labels ?? [], type: models.get('type')?.labels ?? [] }
}
