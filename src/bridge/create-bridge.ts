import type { Claim } from '../ledger/ledger.ts'
import { LedgerUnavailable } from '../ledger/ledger-unavailable.ts'
import { backoffMs } from '../ops/backoff.ts'
import { sleep } from '../ops/clock.ts'
import { createBell } from '../ops/create-bell.ts'
import { keepTurning } from '../ops/keep-turning.ts'
import { createAskRequester } from './ask-requester.ts'
import type { Bridge, BridgeOptions } from './bridge.ts'
import { createAfterwork } from './create-afterwork.ts'
import { detourEveryMs } from './decide-fallback.ts'
import { detoursOf } from './detours-of.ts'
import { divertStuckHandoffs } from './divert-stuck-handoffs.ts'
import { createAttachmentFetcher } from './fetch-attachments.ts'
import { isAway } from './is-away.ts'
import { type RunTools, runAttempt } from './run-attempt.ts'

// Rings tell of everything in this process; other processes' hand-offs and run-out leases are found by looking.
const longestIdleMs = 15_000
// Something is due but cannot be claimed: its requester has an older hand-off under way.
const blockedPause = { first: 200, ceiling: 5_000 }
const troublePause = { first: 1_000, ceiling: 30_000 }

/**
 * One worker for one help desk. It claims only while the help desk is open, so that a shut one costs neither claims nor
 * attempts, and a fresh claim starts as each delivery ends.
 */
export const createBridge = (options: BridgeOptions): Bridge => {
  const { ledger, helpdesk, config, concurrency, clock, random, owner, fallback, fallbackMailer, observe } =
    options
  const logger = options.logger.child({ helpdesk: helpdesk.name })
  const stopping = new AbortController()
  const bell = createBell(clock)
  const jobs = new Set<Promise<void>>()
  const underWay = new Map<string, Promise<void>>()
  const fetcher = createAttachmentFetcher({ config: config.attachments, clock })
  let openSince = clock.now()
  let blocked = 0
  let running: Promise<void> | null = null
  let unsubscribe = () => {}

  const tools: RunTools = {
    ledger,
    helpdesk,
    classifier: options.classifier,
    sources: options.sources,
    config,
    policy: options.policy,
    isPaused: options.isPaused ?? (() => false),
    askRequester: createAskRequester({ helpdesk, clock, logger }),
    fetcher,
    clock,
    random,
    observe,
    mailSender: fallbackMailer?.from ?? null,
    openSince: () => openSince,
    mailer: fallbackMailer,
    fallback,
    afterwork: createAfterwork({ helpdesk, config, logger }),
    logger,
  }

  const work = async (claim: Claim, claimedAt: number): Promise<void> => {
    const { id, write } = claim.entry
    const former = underWay.get(id)
    const ended = former === undefined || (await isOverSoon(former))
    if (!ended || (former !== undefined && write !== null)) return postpone(claim)
    return runAttempt(claim, { claimedAt, stopping: stopping.signal }, tools)
  }

  // What an attempt has told the ledger may be claimed again a moment before the attempt itself has ended.
  const isOverSoon = async (job: Promise<void>): Promise<boolean> => {
    const waiting = new AbortController()
    const late = sleep(clock, 1000, waiting.signal).then(() => false)
    const ended = await Promise.race([job.then(() => true), late])
    waiting.abort()
    return ended
  }

  /**
   * We were still working on it when the ledger took our lease for run out: the machine's clock was set forward. Times tell
   * nothing now, so the request under way gets all the time that it may take before anybody looks for its effect.
   */
  const postpone = async (claim: Claim): Promise<void> => {
    const dueAt = clock.now() + config.requestTimeoutMs + config.delivery.settle
    logger.warn({ handoffId: claim.entry.id }, 'a lease ran out under our hands: was the clock set forward?')
    try {
      await ledger.retryLater(claim, { dueAt, why: 'It was still being worked on.', failed: false })
    } catch (error) {
      logger.error({ err: error, handoffId: claim.entry.id }, 'it could not be postponed; its lease runs out')
    }
  }

  const fill = async (): Promise<number> => {
    const free = concurrency - jobs.size
    if (free <= 0) return 0
    const claimedAt = clock.now()
    const leaseMs = config.delivery.lease
    const claims = await ledger.claim({ helpdesk: helpdesk.name, owner, limit: free, leaseMs })
    for (const claim of claims) {
      const { id } = claim.entry
      const job = work(claim, claimedAt).finally(() => {
        if (underWay.get(id) === job) underWay.delete(id)
        jobs.delete(job)
        bell.ring()
      })
      underWay.set(id, job)
      jobs.add(job)
    }
    return claims.length
  }

  const nextLookAt = async (claimed: number): Promise<number | null> => {
    if (jobs.size >= concurrency) return null
    const now = clock.now()
    const idle = now + Math.min(longestIdleMs, config.delivery.lease / 4)
    const dueAt = await ledger.nextDueAt(helpdesk.name)
    if (dueAt === null || dueAt > now) {
      blocked = 0
      return Math.min(idle, dueAt ?? idle)
    }
    blocked = claimed > 0 ? 1 : blocked + 1
    return Math.min(idle, now + backoffMs(blocked, blockedPause, () => 1))
  }

  const turn = async (): Promise<void> => {
    const availability = helpdesk.availability()
    if (availability.state === 'shut') {
      if (isAway(availability)) await divertStuckHandoffs(tools, { owner, stopping: stopping.signal })
      // The door may have opened meanwhile, without a ring that anybody heard.
      if (helpdesk.availability().state === 'open') return
      return bell.wait(clock.now() + Math.min(longestIdleMs, detourEveryMs(detoursOf(tools))))
    }
    const claimed = await fill()
    await bell.wait(await nextLookAt(claimed))
  }

  const run = (): Promise<void> =>
    keepTurning({
      turn,
      onTrouble: (error, troubles) => {
        if (error instanceof LedgerUnavailable) observe({ kind: 'ledger-unavailable', code: error.code })
        logger.error({ err: error, troubles }, 'the worker pauses')
      },
      pause: troublePause,
      stopping: stopping.signal,
      clock,
      random,
    })

  return {
    start() {
      if (running !== null || stopping.signal.aborted) return
      const offDue = ledger.onDue((name) => name === helpdesk.name && bell.ring())
      let away = isAway(helpdesk.availability())
      const offAvailability = helpdesk.onAvailability((availability) => {
        if (away && !isAway(availability)) openSince = clock.now()
        away = isAway(availability)
        bell.ring()
      })
      unsubscribe = () => {
        offDue()
        offAvailability()
      }
      running = run()
    },

    async stop({ deadlineMs }) {
      stopping.abort()
      tools.afterwork.stop()
      bell.ring()
      const deadline = new AbortController()
      const drained = Promise.all([running]).then(async () => {
        while (jobs.size > 0) await Promise.all(jobs)
        deadline.abort()
      })
      await Promise.race([drained, sleep(clock, deadlineMs, deadline.signal)])
      unsubscribe()
      if (jobs.size > 0)
        logger.warn({ left: jobs.size }, 'stopped with deliveries under way; their writes stay marked')
      await fetcher.close()
      return { left: jobs.size }
    },
  }
}
