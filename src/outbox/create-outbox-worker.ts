import type { Database } from '../database/database.ts'
import type { Clock } from '../ops/clock.ts'
import { createBell } from '../ops/create-bell.ts'
import { keepLease } from '../ops/keep-lease.ts'
import { keepTurning } from '../ops/keep-turning.ts'
import type { Logger } from '../ops/logger.ts'
import type { Tickets } from '../tickets/tickets.ts'
import { TicketsUnavailable } from '../tickets/tickets-unavailable.ts'
import type { OutboxWithBell } from './create-outbox.ts'
import {
  type AfterSend,
  decideAfterSend,
  type HoldBack,
  heldBack,
  isTooLate,
  mustLook,
  type Tried,
} from './decide-after-send.ts'
import type { OutboxEvent, OutboxItem } from './outbox.ts'
import { createOutboxRows, type OutboxClaim } from './outbox-rows.ts'

export interface OutboxWorkerOptions {
  database: Database
  outbox: Pick<OutboxWithBell, 'onHeld'>
  tickets: Pick<Tickets, 'reply' | 'note'>
  clock: Clock
  logger: Logger
  /** 0 (inclusive) to 1, for jitter. */
  random: () => number
  /** Names this process in leases; must not be shared with another one. */
  owner: string
  /**
   * Looks at the ticket of a reply once more before it is posted: why it must go back to its agent; null: nothing speaks against it, or
   * the help desk did not say.
   */
  look: (item: OutboxItem, signal: AbortSignal) => Promise<HoldBack | null>
  /** After it was stored. Failures of it change nothing. */
  observe: (event: OutboxEvent) => void
}

/** Posts what agents have sent, when the time to take it back is over. Every replica runs one. */
export interface OutboxWorker {
  /** A repeat changes nothing. */
  start(): void
  /** Claims nothing more, and waits for what is under way; what was not sent yet is left to others at once. */
  stop(): Promise<void>
}

/** A process that has been silent for so long is taken for dead. */
export const leaseMs = 60_000
const atOnce = 8
/** For the look before a reply is posted; a help desk that takes longer is not waited for. */
const lookPatienceMs = 5_000
// Items of other processes, and leases that ran out, are found by looking.
const longestIdleMs = 5_000
/** Items of a ticket that another is sending, or whose lock another has at this moment: not asked for without a pause. */
const busyMs = 250
const troublePause = { first: 500, ceiling: 30_000 }

export const createOutboxWorker = (options: OutboxWorkerOptions): OutboxWorker => {
  const { database, outbox, tickets, clock, logger, random, owner, look, observe } = options
  const rows = createOutboxRows(database)
  const bell = createBell(clock)
  const stopping = new AbortController()
  const underWay = new Set<Promise<void>>()
  let running: Promise<void> | null = null
  let unsubscribe = () => {}

  const post = async (item: OutboxItem, signal: AbortSignal): Promise<Tried> => {
    const at = { helpdesk: item.helpdesk, who: item.who, key: item.id, reference: item.id, signal }
    const text = item.text ?? ''
    try {
      const outcome =
        item.kind === 'reply'
          ? await tickets.reply(item.ticketId, { text, cc: [], files: [], status: item.status }, at)
          : await tickets.note(item.ticketId, { text, private: true, files: [] }, at)
      return { kind: 'answered', outcome }
    } catch (error) {
      if (error instanceof TicketsUnavailable) return { kind: 'store-away', why: error.message }
      logger.error({ err: error, outbox: item.id }, 'what an agent sent failed; it is tried again')
      return { kind: 'fault' }
    }
  }

  /** Only what is certain not to be out can be held back. */
  const lookOnceMore = async ({ item, unknownSince }: OutboxClaim, signal: AbortSignal) => {
    if (item.kind === 'note' || item.seen === null || unknownSince !== null) return null
    try {
      return await look(item, AbortSignal.any([signal, AbortSignal.timeout(lookPatienceMs)]))
    } catch (error) {
      logger.warn({ err: error, outbox: item.id }, 'a ticket could not be looked at before a reply was sent')
      return null
    }
  }

  const tryOnce = async (
    claim: OutboxClaim,
    signal: AbortSignal,
  ): Promise<Tried | { kind: 'held-back'; why: HoldBack }> => {
    const why = await lookOnceMore(claim, signal)
    return why === null ? post(claim.item, signal) : { kind: 'held-back', why }
  }

  const tell = (item: OutboxItem, after: AfterSend): void => {
    const { helpdesk, ticketId: ticket, attempts } = item
    const facts = { outbox: item.id, helpdesk, ticket, attempts, reason: after.reason }
    if (after.kind === 'sent') logger.info(facts, 'what an agent sent is out')
    else if (after.kind === 'again') logger.info(facts, 'what an agent sent waits')
    else logger.warn(facts, 'what an agent sent failed')
    try {
      observe(eventOf(item, after, clock.now()))
    } catch (error) {
      logger.error({ err: error, outbox: item.id }, 'who listens to the outbox failed')
    }
  }

  const work = async (claim: OutboxClaim): Promise<void> => {
    const { item } = claim
    const lease = keepLease({
      renew: (until) => rows.renew(claim, until),
      leaseUntil: claim.leaseUntil,
      leaseMs,
      clock,
    })
    try {
      const begunAt = clock.now()
      const facts = {
        attempts: item.attempts,
        wasUnknown: claim.unknownSince !== null,
        unknownSince: claim.unknownSince ?? begunAt,
      }
      const decide = async (): Promise<AfterSend> => {
        if (isTooLate({ ...facts, now: begunAt })) return mustLook
        const tried = await tryOnce(claim, AbortSignal.any([lease.lost, stopping.signal]))
        if (tried.kind === 'held-back') return heldBack[tried.why]
        return decideAfterSend(
          tried,
          { ...facts, now: clock.now(), isStopping: stopping.signal.aborted },
          random,
        )
      }
      const after = await decide()
      if (await rows.settle(claim, after, clock.now())) tell(item, after)
    } catch (error) {
      // The lease runs out, and whoever takes it then finds out what came of it.
      logger.error({ err: error, outbox: item.id }, 'what came of a reply could not be kept')
    } finally {
      lease.end()
    }
  }

  const turn = async (): Promise<void> => {
    const now = clock.now()
    const limit = atOnce - underWay.size
    const claims = limit > 0 ? await rows.claim({ owner, now, limit, leaseMs }) : []
    for (const claim of claims) {
      const working: Promise<void> = work(claim).finally(() => {
        underWay.delete(working)
        // Its ticket's next one may go now.
        bell.ring()
      })
      underWay.add(working)
    }
    if (claims.length > 0 && claims.length === limit) return
    const next = limit > 0 ? await rows.nextDueAt() : null
    const idle = clock.now() + longestIdleMs
    await bell.wait(Math.min(idle, Math.max(next ?? idle, clock.now() + busyMs)))
  }

  return {
    start() {
      if (running !== null || stopping.signal.aborted) return
      unsubscribe = outbox.onHeld(() => bell.ring())
      running = keepTurning({
        turn,
        onTrouble: (error, troubles) => logger.warn({ err: error, troubles }, 'the outbox pauses'),
        pause: troublePause,
        stopping: stopping.signal,
        clock,
        random,
      })
    },
    async stop() {
      stopping.abort()
      bell.ring()
      await running
      unsubscribe()
      await Promise.all(underWay)
    },
  }
}

const eventOf = (item: OutboxItem, after: AfterSend, now: number): OutboxEvent => {
  const { reason, why } = after
  switch (after.kind) {
    case 'sent':
      return {
        kind: 'sent',
        item: { ...item, state: 'sent', messageId: after.messageId, reason, why, endedAt: now },
      }
    case 'again':
      return {
        kind: 'retried',
        item: { ...item, state: 'held', dueAt: after.dueAt, reason, why },
        why: after.why,
      }
    case 'failed':
      return { kind: 'failed', item: { ...item, state: 'failed', endedAt: now, reason, why }, why: after.why }
    default:
      return after satisfies never
  }
}
