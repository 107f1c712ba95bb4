import { setImmediate } from 'node:timers/promises'
import { createFeedReader } from '../helpdesk/follow/create-feed-reader.ts'
import { createFollower } from '../helpdesk/follow/create-follower.ts'
import type { Helpdesk } from '../helpdesk/helpdesk.ts'
import type { Beginning, ChangedTickets } from '../helpdesk/ticket-desk.ts'
import { type Clock, sleep } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import type { Guess, InboxIntake, ReadTicket } from './inbox-intake.ts'
import { InboxUnavailable } from './inbox-unavailable.ts'
import { createRequesterNamer } from './name-requesters.ts'

export interface InboxPollerOptions {
  helpdesk: Pick<Helpdesk, 'name' | 'listChangedSince' | 'findPerson' | 'availability' | 'onAvailability'>
  inbox: InboxIntake
  /** `desk.inbox` (ms). */
  settings: { every: number; since: number }
  /** Somebody else asks for changes and hands them on: only what was there before is read, once. */
  fillOnly: boolean
  /** What the classifier takes a new ticket for; absent: it is not asked. Its texts are forgotten. */
  guess?: (ticket: { subject: string | null; text: string }) => Promise<Guess | null>
  clock: Clock
  logger: Logger
  /** 0 (inclusive) to 1. */
  random: () => number
}

/** Keeps the list of tickets of one help desk fresh. One process at a time; two do no harm. */
export interface InboxPoller {
  start(): void
  /** Idempotent; may be started no more. */
  stop(): Promise<void>
}

/** Names are looked up so often, a few at a time, whoever has read the tickets: somebody may look at the list now. */
const namesEveryMs = 15_000
/** At first pages come in crowds. */
const firstNamesMs = 2_000
/** A text takes a fraction of a millisecond; whoever waits for the process meanwhile gets their turn. */
const textsInARow = 8

/** Reads what changed at a help desk into the list of tickets, in the background lane, and goes on where it stopped whatever happens. */
export const createInboxPoller = (options: InboxPollerOptions): InboxPoller => {
  const { helpdesk, inbox, settings, fillOnly, guess, clock, logger, random } = options
  const stopping = new AbortController()
  const { signal } = stopping
  const nameSome = createRequesterNamer({ helpdesk, inbox })
  let running: Promise<unknown> | null = null

  const read = async ({ tickets, beginnings }: ChangedTickets): Promise<ReadTicket[]> => {
    const known = await inbox.known(
      helpdesk.name,
      tickets.map(({ id }) => id),
    )
    const all: ReadTicket[] = []
    let texts = 0
    for (const ticket of tickets) {
      const beginning = known.has(ticket.id) ? undefined : beginnings?.get(ticket.id)
      if (beginning === undefined) {
        all.push({ ticket })
        continue
      }
      if (++texts % textsInARow === 0) await setImmediate()
      signal.throwIfAborted()
      // Whoever writes to a customer first waits for them.
      const lastFrom = beginning.from === 'agent' ? ('agent' as const) : null
      all.push({ ticket, lastFrom, guess: await guessSafely(ticket.subject, beginning, ticket.id) })
    }
    return all
  }

  const guessSafely = async (subject: string | null, { from, text }: Beginning, ticketId: string) => {
    if (guess === undefined || from !== 'customer') return null
    try {
      return await guess({ subject, text })
    } catch (error) {
      // What an error says may quote the text.
      const name = error instanceof Error ? error.name : typeof error
      logger.error(
        { helpdesk: helpdesk.name, ticket: ticketId, error: name },
        'a ticket could not be classified',
      )
      return null
    }
  }

  const tell = (problem: string | null): void => {
    inbox.setProblem(helpdesk.name, problem).catch((error: unknown) => {
      if (!(error instanceof InboxUnavailable)) throw error
      logger.warn({ helpdesk: helpdesk.name, code: error.code }, 'what stands in the way could not be noted')
    })
  }

  const follower = createFollower({
    helpdesk,
    reader: createFeedReader({
      helpdesk,
      place: () => inbox.place(helpdesk.name),
      beginnings: guess !== undefined,
      sinceMs: settings.since,
      clock,
      logger,
    }),
    take: async ({ cursor, begunAt, changedUntil, page }) =>
      inbox.commitPage({
        helpdesk: helpdesk.name,
        tickets: await read(page),
        atEnd: page.atEnd,
        now: clock.now(),
        expected: cursor,
        begunAt,
        next: page.next,
        changedUntil,
      }),
    everyMs: settings.every,
    restMs: () => (fillOnly ? null : settings.every),
    codeOf: (error) => (error instanceof InboxUnavailable ? error.code : null),
    onProblem: tell,
    clock,
    logger,
    random,
  })

  const isFilled = async (): Promise<boolean> => {
    try {
      return ((await inbox.place(helpdesk.name))?.caughtUpAt ?? 0) > 0
    } catch (error) {
      if (error instanceof InboxUnavailable) return false
      throw error
    }
  }

  const follow = async (): Promise<void> => {
    if (fillOnly && (await isFilled())) return
    follower.start()
  }

  const keepNaming = async (): Promise<void> => {
    let restMs = firstNamesMs
    while (!signal.aborted) {
      await sleep(clock, restMs * (0.5 + random()), signal)
      if (signal.aborted) return
      restMs = namesEveryMs
      try {
        await nameSome(signal)
      } catch (error) {
        if (signal.aborted) return
        const code = error instanceof InboxUnavailable ? error.code : 'defect'
        logger.warn({ helpdesk: helpdesk.name, code }, 'names of requesters could not be stored')
      }
    }
  }

  return {
    start() {
      if (signal.aborted) return
      running ??= Promise.all([follow(), keepNaming()])
    },
    async stop() {
      stopping.abort()
      await Promise.all([running, follower.stop()])
    },
  }
}
