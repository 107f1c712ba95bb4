import type { AccountConfig } from '../../schemas/configuration.ts'
import type { Clock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import type { AccountShare } from './account-share.ts'
import { createLaneQueue } from './budget/create-lane-queue.ts'
import { createLimits, patientPauseMs, type SentCall } from './budget/create-limits.ts'
import { createCircuit } from './circuit/create-circuit.ts'
import { composeHeld, type Held } from './compose-held.ts'
import type { Governor, Observation, Permit, PermitRequest } from './governor.ts'
import type { Availability } from './helpdesk.ts'
import { createShareLink } from './share/create-share-link.ts'
import { createSteadyTime } from './steady-time.ts'

export interface GovernorDependencies {
  name: string
  config: Pick<AccountConfig, 'vendor' | 'plan' | 'budget' | 'circuit'>
  clock: Clock
  logger: Logger
  random: () => number
  /** Where several processes share the account. Stays open; whoever made it closes it after the last call. */
  share?: AccountShare | undefined
}

interface Waiter extends PermitRequest {
  answer(result: Permit | Held): void
}

interface CallUnderWay {
  sent: SentCall
}

const mostWaiting = 10_000
// Callers wait for their time-outs, seconds; a permit that is still out after this was lost by a defect.
const longestCallMs = 300_000
// A caller that was held comes back when the probe has had time to pass.
const afterProbeMs = 1000
const gaveUp = 'The caller stopped waiting for its turn.'
const unseen: Observation = {
  outcome: 'no-answer',
  status: null,
  total: null,
  remaining: null,
  retryAfterMs: null,
}

/** One governor per help desk account. Deterministic for a given clock and `random` (0..1). */
export const createGovernor = (dependencies: GovernorDependencies): Governor => {
  const { name, config, clock, logger, random, share } = dependencies
  const time = createSteadyTime(clock)
  const limits = createLimits({ name, config, logger, random, share })
  const queue = createLaneQueue<Waiter>()
  const listeners = new Set<(availability: Availability) => void>()
  const underWay = new Set<CallUnderWay>()
  let closed = false
  let cancelWake = () => {}
  let cancelReopen = () => {}
  let pausedSince: number | null = null
  let announced = 'open'

  const availability = (): Availability => {
    const shut = circuit.shut()
    if (shut) {
      const until = shut.reason === 'credentials' ? null : shut.probeAt
      return { state: 'shut', reason: shut.reason, since: shut.since, until, why: shut.why }
    }
    const until = limits.pausedUntil(null, time.now())
    if (until === null) return { state: 'open' }
    const why = 'The help desk has announced that its rate limit is used up.'
    return {
      state: 'shut',
      reason: 'rate-limit',
      since: pausedSince ?? clock.now(),
      until: time.toClock(until),
      why,
    }
  }

  const announce = () => {
    const now = availability()
    const key = now.state === 'open' ? 'open' : now.reason
    if (key === announced) return
    announced = key
    for (const listener of listeners) listener(now)
  }

  /** Whether such a call need not wait at all, because the door is shut for longer than a moment. */
  const refuse = (request: PermitRequest, now: number): Held | null => {
    const shut = circuit.shut()
    if (shut && !request.probe) return composeHeld(shut.why, shut.probeAt + afterProbeMs)
    const until = limits.pausedUntil(request.operation, now)
    return until === null ? null : composeHeld('The rate limit is used up.', time.toClock(until))
  }

  const holdThoseWhoCannotGo = (now: number) => {
    // Those behind the first of a lane and operation fare as the first does, but for a probe in front of them.
    if (!circuit.shut() && !queue.heads().some((waiter) => refuse(waiter, now))) return
    for (const waiter of queue.takeAll((waiter) => refuse(waiter, now) !== null)) {
      const held = refuse(waiter, now)
      if (held) waiter.answer(held)
    }
  }

  const watchPause = (now: number) => {
    const until = limits.pausedUntil(null, now)
    cancelReopen()
    if (until === null) {
      pausedSince = null
      return
    }
    pausedSince ??= clock.now()
    cancelReopen = clock.after(until - now - patientPauseMs, pump)
  }

  const endCall = (call: CallUnderWay, observation: Observation, now: number) => {
    if (!underWay.delete(call)) return false
    if (observation.outcome === 'never-sent') limits.notSent(call.sent, now)
    else limits.ended(call.sent, observation, now)
    return true
  }

  const grant = (waiter: Waiter, now: number) => {
    queue.serve(waiter)
    const call = { sent: limits.spend(waiter, now) }
    const sign = { era: circuit.era(), probe: waiter.probe === true }
    underWay.add(call)
    waiter.answer({
      settle: (observation) => {
        if (closed || !endCall(call, observation, time.now())) return
        circuit.note(sign, observation)
        pump()
      },
    })
  }

  const dropLostCalls = (now: number) => {
    for (const call of underWay) {
      if (now - call.sent.sentAt < longestCallMs) return
      logger.error({ helpdesk: name, operation: call.sent.operation }, 'A permit was never settled.')
      endCall(call, unseen, now)
    }
  }

  const wakeAt = (at: number, now: number) => {
    if (at === Number.POSITIVE_INFINITY) return
    cancelWake = clock.after(Math.max(1, Math.ceil(at - now)), pump)
  }

  const pump = () => {
    if (closed) return
    const now = time.now()
    grantAll(now)
    link?.tell()
    announce()
  }

  const grantAll = (now: number) => {
    cancelWake()
    dropLostCalls(now)
    watchPause(now)
    holdThoseWhoCannotGo(now)
    const operationAt = (waiter: Waiter) => limits.operationReadyAt(waiter.operation, waiter.cost, now)
    for (;;) {
      const waiter = queue.next((candidate) => operationAt(candidate) <= now)
      if (!waiter) break
      const at = limits.accountReadyAt(waiter.cost, now)
      if (at > now) {
        return wakeAt(at, now)
      }
      grant(waiter, now)
    }
    wakeAt(Math.min(...queue.heads().map(operationAt)), now)
  }

  const circuit = createCircuit({
    name,
    config: config.circuit,
    clock,
    logger,
    random,
    onChange: () => {
      limits.resume(time.now())
      pump()
    },
  })

  const link = share
    ? createShareLink({
        share,
        windowMs: config.budget.window,
        spent: () => limits.shareReport(time.now()),
        needed: () =>
          Math.max(0, ...queue.heads().map((waiter) => limits.neededPart(waiter.operation, waiter.cost))),
        now: time.now,
        onChange: pump,
      })
    : null

  const acquire = (request: PermitRequest): Promise<Permit | Held> => {
    const now = time.now()
    if (closed) return Promise.resolve(composeHeld('The service is stopping.', null))
    if (request.signal?.aborted) return Promise.resolve(composeHeld(gaveUp, null))
    const refused = refuse(request, now)
    if (refused) return Promise.resolve(refused)
    if (queue.size() >= mostWaiting) {
      return Promise.resolve(
        composeHeld('Too many calls wait for their turn.', clock.now() + config.budget.window),
      )
    }
    if (queue.size() === 0) limits.rest(null, now)
    if (queue.waitingFor(request.operation) === 0) limits.rest(request.operation, now)
    return new Promise((resolve) => {
      const leave = () => {
        if (queue.remove(waiter)) waiter.answer(composeHeld(gaveUp, null))
        pump()
      }
      const waiter: Waiter = {
        ...request,
        answer: (result) => {
          request.signal?.removeEventListener('abort', leave)
          resolve(result)
        },
      }
      request.signal?.addEventListener('abort', leave, { once: true })
      queue.add(waiter)
      pump()
    })
  }

  return {
    acquire,
    availability,
    onAvailability: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    report: () => ({ ...limits.report(time.now()), waiting: queue.waiting() }),
    setProbe: circuit.setProbe,
    close: () => {
      closed = true
      link?.close()
      cancelWake()
      cancelReopen()
      circuit.close()
      for (const waiter of queue.takeAll(() => true))
        waiter.answer(composeHeld('The service is stopping.', null))
    },
  }
}
