import type { AccountConfig } from '../../../schemas/configuration.ts'
import type { Logger } from '../../ops/logger.ts'
import type { AccountShare, ShareReport } from '../account-share.ts'
import type { Observation, Operation, PermitRequest } from '../governor.ts'
import { type CallMark, createAccountWatch } from './create-account-watch.ts'
import { createMeter, mostWithin } from './create-meter.ts'
import { createOperationLimit, type OperationLimit } from './create-operation-limit.ts'
import { createPause } from './create-pause.ts'
import { cutToPart, isWhole } from './cut-to-part.ts'
import { decideAllowance, decideShareOfTotal } from './decide-allowance.ts'
import { decideRefusal } from './decide-refusal.ts'
import { limitsOfPlan, limitsOfTotal } from './plan-limits.ts'

/** A call that has spent its credits. */
export interface SentCall {
  cost: number
  operation: Operation
  sentAt: number
  mark: CallMark
}

/** All that is known and believed of one account's rate limit: when the next call may go, and what each answer teaches. */
export interface Limits {
  /** When the operation's own limit and pauses let `cost` through: `now` or earlier is at once. */
  operationReadyAt(operation: Operation, cost: number, now: number): number
  /** The same for the whole account. Infinity: after a call under way has ended. */
  accountReadyAt(cost: number, now: number): number
  /** The end of an announced pause, while it is too far off to wait in line for; null: none. */
  pausedUntil(operation: Operation | null, now: number): number | null
  spend(request: Pick<PermitRequest, 'operation' | 'cost'>, now: number): SentCall
  ended(call: SentCall, observation: Observation, now: number): void
  notSent(call: SentCall, now: number): void
  /** Nobody waits for the account, or for the operation: what is not used now may be used in a burst. */
  rest(operation: Operation | null, now: number): void
  /** After the door was shut: no burst. */
  resume(now: number): void
  /** The least part of all that is ours with which such a call can go. */
  neededPart(operation: Operation, cost: number): number
  shareReport(now: number): Omit<ShareReport, 'neededPart'>
  report(now: number): {
    total: number | null
    remaining: number | null
    allowance: number
    windowMs: number
    rateLimited: number
  }
}

export interface LimitsDependencies {
  name: string
  config: Pick<AccountConfig, 'vendor' | 'plan' | 'budget'>
  logger: Logger
  random: () => number
  /** Absent: this process is alone on the account. */
  share?: AccountShare | undefined
}

/** The last part of a pause is waited for in line; what is longer would only hold up the callers. */
export const patientPauseMs = 5000
const minuteMs = 60_000
const operations: readonly Operation[] = ['create', 'update', 'list-tickets', 'list-contacts', 'other']

export const createLimits = ({ name, config, logger, random, share }: LimitsDependencies): Limits => {
  const { budget } = config
  const windowMs = budget.window
  const plan = limitsOfPlan(config)
  const watch = createAccountWatch(
    windowMs,
    share && { credits: () => Math.ceil(share.beside() * ours()), lagMs: share.besideLagMs },
  )
  const pause = createPause(windowMs, random)
  let headerTotal: number | null = null
  let rateLimited = 0

  const total = () => budget.perWindow ?? headerTotal ?? plan.total
  const allowance = (now: number) =>
    decideAllowance({
      total: total(),
      share: budget.share,
      headerTotal,
      others: watch.others(now),
      part: share?.part() ?? 1,
    })
  const ours = () => decideShareOfTotal(total(), budget.share)
  const account = createMeter(windowMs, allowance(0).credits)

  const byOperation = new Map<Operation, OperationLimit>(
    operations.map((operation) => [operation, createOperationLimit(windowMs, budget.share, random)]),
  )
  const limitOf = (operation: Operation): OperationLimit => {
    const limit = byOperation.get(operation)
    if (!limit) throw new Error(`No limit is kept for the operation ${operation}.`)
    return limit
  }

  let part = 1
  /** Takes the part over that this process has at this moment, and the pause that another was told of. */
  const followShare = (now: number) => {
    if (!share) return
    const pausedForMs = share.pausedForMs()
    if (pausedForMs > 0) account.pause(now + pausedForMs)
    const next = share.part()
    if (next === part) return
    const isMoved = next > part && pausedForMs <= 0 && pause.isOver(now)
    part = next
    for (const limit of byOperation.values()) limit.setPart(part, isMoved, now)
    const { credits } = allowance(now)
    account.setAllowance(credits, now, isMoved ? Math.max(0, credits - account.allowance()) : 0)
  }

  /** A call dearer than all that is ours goes alone; one that is dearer than a part waits for a larger part. */
  const isAffordable = (cost: number, limit: number) => isWhole(part) || cost <= cutToPart(limit, part)

  const pauseEnd = (now: number) => Math.max(pause.until(), now + (share?.pausedForMs() ?? 0))

  const applyKnownLimits = (now: number) => {
    // The documented limits are per minute: a total is only recognised in an account that counts by minutes.
    const named =
      headerTotal !== null && windowMs === minuteMs ? limitsOfTotal(config.vendor, headerTotal) : null
    const documented = (named ?? plan).operations
    const configured: { [operation in Operation]?: number | undefined } = {
      create: budget.create,
      update: budget.update,
      'list-tickets': budget.list,
    }
    for (const [operation, limit] of byOperation) {
      limit.setKnown(configured[operation] ?? documented[operation] ?? Number.POSITIVE_INFINITY, now)
    }
  }
  applyKnownLimits(0)

  const learnTotal = (observed: number, now: number) => {
    if (observed === headerTotal) return
    if (headerTotal !== null) for (const limit of byOperation.values()) limit.forget(now)
    logger.info(
      { helpdesk: name, total: observed, before: headerTotal },
      "The account's rate limit is known.",
    )
    headerTotal = observed
    applyKnownLimits(now)
  }

  const refuse = (call: SentCall, observation: Observation, left: number | null, now: number) => {
    rateLimited++
    const { operation, sentAt } = call
    const { retryAfterMs } = observation
    const limit = limitOf(operation)
    const refusal = { sentAt, retryAfterMs, now }
    if (
      decideRefusal({ cost: call.cost, remaining: observation.remaining, left, total: total() }) ===
      'operation'
    ) {
      limit.meter.refund(call.cost, now)
      const learnt = limit.refused(refusal)
      if (learnt === null) return
      logger.warn(
        { helpdesk: name, operation, limit: learnt },
        'An operation has reached a limit of its own.',
      )
      return
    }
    limit.meter.end(call.cost, now)
    pause.refused(refusal)
    account.pause(pause.until())
    if (retryAfterMs !== null && retryAfterMs <= windowMs) watch.willEnd(now + retryAfterMs)
    logger.warn(
      { helpdesk: name, operation, pauseMs: pause.until() - now },
      'The account has reached its rate limit.',
    )
  }

  return {
    operationReadyAt: (operation, cost, now) => {
      const limit = limitOf(operation)
      followShare(now)
      limit.refresh(now)
      if (!isAffordable(cost, limit.ours())) return Number.POSITIVE_INFINITY
      return Math.max(limit.pause.until(), limit.meter.readyAt(cost, now))
    },
    accountReadyAt: (cost, now) => {
      followShare(now)
      if (!isAffordable(cost, ours())) return Number.POSITIVE_INFINITY
      const { credits, floor } = allowance(now)
      account.setAllowance(credits, now)
      const left = watch.others(now) > 0 ? watch.remaining(now) : null
      const windowEndsAt = left !== null && left - cost < floor ? (watch.windowEndsAt() ?? now) : now
      return Math.max(pauseEnd(now), windowEndsAt, account.readyAt(cost, now))
    },
    pausedUntil: (operation, now) => {
      const until = Math.max(pauseEnd(now), operation ? limitOf(operation).pause.until() : now)
      return until - now > patientPauseMs ? until : null
    },
    spend: ({ operation, cost }, now) => {
      account.spend(cost, now)
      limitOf(operation).meter.spend(cost, now)
      return { cost, operation, sentAt: now, mark: watch.sent(cost, now) }
    },
    ended: (call, observation, now) => {
      const { total: seenTotal, remaining } = observation
      const left = watch.remaining(now)
      account.end(call.cost, now)
      watch.ended(call.mark)
      if (seenTotal !== null && seenTotal >= 1) learnTotal(seenTotal, now)
      if (headerTotal !== null && remaining !== null) {
        watch.saw({
          mark: call.mark,
          total: headerTotal,
          remaining,
          ours: account.spent(now),
          now,
        })
      }
      if (observation.status === 429 && observation.ofRecord !== true)
        return refuse(call, observation, left, now)
      const limit = limitOf(call.operation)
      limit.meter.end(call.cost, now)
      if (observation.status === 429) {
        rateLimited++
        return
      }
      if (observation.outcome !== 'answered') return
      pause.passed(call.sentAt)
      limit.pause.passed(call.sentAt)
    },
    notSent: (call, now) => {
      account.refund(call.cost, now)
      limitOf(call.operation).meter.refund(call.cost, now)
      watch.returned(call.mark)
    },
    rest: (operation, now) => (operation ? limitOf(operation).meter : account).rest(now),
    resume: (now) => account.pause(now),
    neededPart: (operation, cost) => Math.min(1, cost / Math.min(ours(), limitOf(operation).ours())),
    shareReport: (now) => {
      const parts = [...byOperation.values()].map((limit) => limit.meter.spent(now) / limit.ours())
      return {
        spentPart: Math.max(account.spent(now) / ours(), ...parts),
        unitPart: 1 / ours(),
        pausedForMs: Math.max(0, pause.until() - now),
        mostPart: (part, ms) => {
          const scopes = [
            { all: ours(), spent: account.spent(now) },
            ...[...byOperation.values()].map((limit) => ({
              all: limit.ours(),
              spent: limit.meter.spent(now),
            })),
          ]
          const most = scopes
            .filter(({ all }) => Number.isFinite(all))
            .map(({ all, spent }) => {
              const allowance = Math.floor(all * part)
              return (spent + mostWithin(ms, { allowance, windowMs })) / all
            })
          return Math.max(...most)
        },
      }
    },
    report: (now) => ({
      total: budget.perWindow ?? headerTotal,
      remaining: watch.remaining(now),
      allowance: allowance(now).credits,
      windowMs,
      rateLimited,
    }),
  }
}
