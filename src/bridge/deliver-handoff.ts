import type { Filed } from '../../schemas/kept.ts'
import type { Flag, WriteMark } from '../ledger/ledger.ts'
import { sleep } from '../ops/clock.ts'
import { applyPolicy } from './apply-policy.ts'
import { type Attempt, type DeliveryTools, isOver, readOptions, timesOf } from './attempt.ts'
import { chooseTarget } from './choose-target.ts'
import { classifyHandoff } from './classify-handoff.ts'
import { decideAfterReconcile } from './decide-after-reconcile.ts'
import { decideNextStep } from './decide-next-step.ts'
import { describeFiled } from './describe-filed.ts'
import { withoutFetching } from './fetch-attachments.ts'
import { lookForMail } from './look-for-mail.ts'
import { planHold } from './plan-hold.ts'
import { type PastAttempts, readAttempts } from './read-attempts.ts'
import { findMarkedTickets, reconcile } from './reconcile.ts'
import { sendHandoff } from './send-handoff.ts'
import { retryLook } from './settle-failure.ts'
import { giveBack, type Settlement } from './settlement.ts'

/**
 * Works on one claimed hand-off up to what the ledger is to be told. Everything a help desk may answer ends in a
 * settlement; it throws `LedgerUnavailable`, and for defects of ours.
 */
export const deliverHandoff = async (attempt: Attempt, tools: DeliveryTools): Promise<Settlement> => {
  const { entry } = attempt.claim
  const step = decideNextStep(entry, {
    now: tools.clock.now(),
    past: await pastAttempts(attempt, tools),
    times: timesOf(tools),
  })
  switch (step.kind) {
    case 'park':
      return { kind: 'park', why: step.why, clear: null, failure: null }
    case 'wait-for-settle':
      return (await waitShortly(attempt, tools, step.until))
        ? settleMarkedWrite(attempt, tools, step.write)
        : giveBack(step.until, step.why)
    case 'reconcile':
      return settleMarkedWrite(attempt, tools, step.write)
    case 'look-for-mail': {
      const found = await lookForMail(attempt, tools)
      return 'settlement' in found ? found.settlement : send(attempt, tools, false, found.flags)
    }
    case 'decide-target':
      return send(attempt, tools, step.careful, [])
    default:
      return step satisfies never
  }
}

// Claims that were neither failed nor given back show in the history alone; it is read only when there may be something in it.
const suspiciousClaims = 5

const pastAttempts = async ({ claim }: Attempt, { ledger }: DeliveryTools): Promise<PastAttempts> => {
  const { id, write, attempts, failures } = claim.entry
  const unremarkable = write === null && attempts - failures < suspiciousClaims
  return unremarkable
    ? { brokenLeases: 0, writeEndedAt: null }
    : readAttempts(await ledger.history(id), write)
}

// The history's time for the end of a request is a little after the one that the due time was reckoned from.
const shortWaitMs = 500

/** Waits for a time that is almost there, rather than giving the hand-off back for so little. False: it is too far off. */
const waitShortly = async (attempt: Attempt, { clock }: DeliveryTools, until: number): Promise<boolean> => {
  const ms = until - clock.now()
  if (ms > shortWaitMs) return false
  const { signal } = readOptions(attempt, 'retry')
  await sleep(clock, ms, signal)
  return !isOver(attempt)
}

const settleMarkedWrite = async (
  attempt: Attempt,
  tools: DeliveryTools,
  write: WriteMark,
): Promise<Settlement> => {
  const after = await reconcile(attempt, tools, write)
  switch (after.kind) {
    case 'adopt': {
      const action = write.kind === 'create' ? 'created' : 'added'
      const { flags, why } = after
      const { classification } = attempt.claim.entry
      const filed = filedEarlier(attempt, tools, write)
      return { kind: 'delivered', ticket: { ...after.ticket, action }, flags, why, classification, filed }
    }
    case 'look-again':
      return retryLook(attempt, tools, after.failure)
    case 'send-again': {
      for (const flag of after.flags) {
        if (!(await tools.ledger.flag(attempt.claim, flag, after.why))) return { kind: 'lost' }
      }
      return send(attempt, tools, false, after.flags)
    }
    default:
      return after satisfies never
  }
}

/** What an earlier attempt wrote: known where no rules had a say, and the ticket was not made of a mail. */
const filedEarlier = (
  { claim: { entry } }: Attempt,
  { policy }: DeliveryTools,
  { kind }: WriteMark,
): Filed | null => {
  const { classification, flags } = entry
  if (kind !== 'create' || classification === null || policy() !== null) return null
  return flags.includes('mailed-fallback') ? null : describeFiled(classification, null, [])
}

const send = async (
  attempt: Attempt,
  tools: DeliveryTools,
  careful: boolean,
  flags: Flag[],
): Promise<Settlement> => {
  const { source, receivedAt } = attempt.claim.entry
  // What was sent before is looked for all the same; only here something new would go out.
  if (tools.isPaused(source)) return planHold({ receivedAt, now: tools.clock.now() }, tools.random)
  const classification = await classifyHandoff(attempt, tools)
  if (classification === null) return { kind: 'lost' }
  const ruled = await applyPolicy(attempt, tools, classification)
  if ('settlement' in ruled) return ruled.settlement
  const chosen = await chooseTarget(attempt, tools)
  if ('settlement' in chosen) return chosen.settlement
  const { attachments: links } = attempt.claim.entry.handoff
  const { signal } = readOptions(attempt, 'new')
  const attachments = careful
    ? withoutFetching(links, 'not-fetched')
    : await tools.fetcher.fetch(links, signal ?? attempt.lost)
  if (isOver(attempt)) return giveBack(tools.clock.now(), 'The worker stopped before anything was sent.')
  const settlement = await sendHandoff(attempt, tools, {
    target: chosen.target,
    classification,
    attachments,
    policy: ruled.policy,
  })
  const settled = withFlags(settlement, flags)
  return checkForSecond(
    attempt,
    tools,
    settled.kind === 'delivered' ? { ...settled, followUp: ruled.followUp } : settled,
  )
}

const withFlags = (settlement: Settlement, flags: Flag[]): Settlement =>
  settlement.kind === 'delivered'
    ? { ...settlement, flags: [...new Set([...settlement.flags, ...flags])] }
    : settlement

/**
 * A ticket that needed a second creation is looked for once more before it counts as delivered: the first may have come
 * after all. Only a look: when it fails, the ticket that was made stands.
 */
const checkForSecond = async (
  attempt: Attempt,
  tools: DeliveryTools,
  settlement: Settlement,
): Promise<Settlement> => {
  const again = attempt.claim.entry.write?.kind === 'create'
  if (settlement.kind !== 'delivered' || settlement.ticket.action !== 'created' || !again) return settlement
  const looked = await findMarkedTickets(attempt, tools)
  if (!looked.ok || looked.value.length < 2) return settlement
  const found = decideAfterReconcile(looked, attempt.claim.entry.attempts)
  return found.kind === 'adopt'
    ? withFlags(
        { ...settlement, ticket: { ...found.ticket, action: 'created' }, why: found.why },
        found.flags,
      )
    : settlement
}
