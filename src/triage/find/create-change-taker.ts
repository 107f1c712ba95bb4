import type { Ticket } from '../../../schemas/ticket.ts'
import type { Prediction } from '../../../schemas/triage.ts'
import type { Beginning } from '../../helpdesk/ticket-desk.ts'
import { InboxUnavailable } from '../../inbox/inbox-unavailable.ts'
import type { Clock } from '../../ops/clock.ts'
import { createCategoryRecogniser } from '../../training/targets/create-category-recogniser.ts'
import type { TriageEvent } from '../triage-event.ts'
import type { FeedPage, Hint, SeenTicket, TriageStore } from '../triage-store.ts'
import { composeTally, type Untold } from './compose-tally.ts'
import type { FoundDesk } from './finder.ts'
import type { JudgeNewOptions } from './judge-new.ts'
import { judgePage } from './judge-page.ts'
import { readGroupNames } from './read-account.ts'

/** Without an event for so long, none are expected. */
export const arrivingMs = 3_600_000
/** More at once than help desks tell in a while. */
const mostHints = 5_000

export interface ChangeTakerOptions extends JudgeNewOptions {
  helpdesk: Pick<FoundDesk, 'name' | 'listConversation' | 'listGroups'>
  store: Pick<TriageStore, 'known' | 'switches' | 'commitPage' | 'hints' | 'dropHints'>
  /** Whether the help desk is set up to tell of changes. */
  hasEvents: boolean
  clock: Clock
  observe: (event: TriageEvent) => void
  /**
   * Whoever lists tickets gets what was read, with what is predicted of those that are new, so that nobody else has to ask for it.
   * Before it is stored here: what is not taken there comes again. Rejects like a store that is away; anything else is told and forgotten.
   */
  onPage?: (page: FoundPage) => Promise<void>
}

export interface FoundPage {
  helpdesk: string
  tickets: readonly { ticket: Ticket; prediction: Prediction | null }[]
  atEnd: boolean
}

/** What was read, and what is stored with it. */
export interface TakenChanges
  extends Pick<FeedPage, 'expected' | 'begunAt' | 'next' | 'changedUntil' | 'atEnd'> {
  tickets: readonly Ticket[]
  beginnings: ReadonlyMap<string, Beginning> | undefined
  /** When it was asked for (ms). */
  askedAt: number
  eventAt: number
  /** 0: the list was never read to its end, and what comes is of a time when nobody listened to events. */
  caughtUpAt: number
}

export interface ChangeTaker {
  /**
   * Judges and stores changes, with where to go on; false: somebody else was quicker, and nothing was stored. Throws what `judgePage`
   * does, `TriageUnavailable` and `InboxUnavailable`.
   */
  take(changes: TakenChanges, signal: AbortSignal): Promise<boolean>
}

/** Takes in what was read of a feed: predictions, what tickets were left with, and whether events told of it. */
export const createChangeTaker = (options: ChangeTakerOptions): ChangeTaker => {
  const { helpdesk, store, settings, hasEvents, clock, observe } = options
  const recognise = createCategoryRecogniser(settings.categories)
  let untold: readonly Untold[] = []

  const readHints = async (): Promise<Hint[]> =>
    hasEvents
      ? await store.hints({ helpdesk: helpdesk.name, toldBefore: Number.MAX_SAFE_INTEGER, limit: mostHints })
      : []

  /** An answer that was asked for after an event shows what the event told of. */
  const dropRead = async (hints: readonly Hint[], { tickets, askedAt }: TakenChanges): Promise<void> => {
    const read = new Set(tickets.map(({ id }) => id))
    const done = hints.filter(({ ticketId, toldAt }) => toldAt < askedAt && read.has(ticketId))
    if (done.length > 0) await store.dropHints(helpdesk.name, done)
  }

  const handOn = async (judged: readonly SeenTicket[], { tickets, atEnd }: TakenChanges): Promise<void> => {
    const predictions = new Map(judged.map(({ ticketId, prediction }) => [ticketId, prediction]))
    const found = tickets.map((ticket) => ({ ticket, prediction: predictions.get(ticket.id) ?? null }))
    try {
      await options.onPage?.({ helpdesk: helpdesk.name, tickets: found, atEnd })
    } catch (error) {
      if (error instanceof InboxUnavailable) throw error
      options.logger.error({ err: error, helpdesk: helpdesk.name }, 'tickets could not be listed')
    }
  }

  return {
    take: async (changes, signal) => {
      const { tickets, beginnings, askedAt, eventAt, caughtUpAt, ...place } = changes
      const now = clock.now()
      const groups = await readGroupNames(helpdesk, signal)
      const page = { tickets, beginnings, groups, begunAt: place.begunAt, caughtUpAt, now, signal }
      const judged = await judgePage(page, { ...options, recognise })
      const hints = await readHints()
      const newestEventAt = hints.reduce((latest, { toldAt }) => Math.max(latest, toldAt), eventAt)
      const tally = composeTally({
        changes: hasEvents && caughtUpAt > 0 ? judged.changes : [],
        untold,
        hints,
        isArriving: now - newestEventAt < arrivingMs,
        now,
      })
      const { told, missed } = tally
      const stored = { ...place, helpdesk: helpdesk.name, tickets: judged.tickets, now, told, missed }
      await handOn(judged.tickets, changes)
      if (!(await store.commitPage(stored))) return false
      untold = tally.untold
      observe({ kind: 'read', helpdesk: helpdesk.name, changes: judged.tickets.length, told, missed })
      for (const event of judged.events) observe(event)
      await dropRead(hints, changes)
      return true
    },
  }
}
