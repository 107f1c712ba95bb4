import { guardSend } from '../helpdesk/guard-send.ts'
import type { CallOptions, Failure } from '../helpdesk/helpdesk.ts'
import { type Clock, sleep } from '../ops/clock.ts'
import { keepLease, type Lease } from '../ops/keep-lease.ts'
import type { Logger } from '../ops/logger.ts'
import { optionsOf } from './create-reads.ts'
import { type AfterLook, decideAfterLook, shortestWaitMs } from './decide-after-look.ts'
import type { WriteContent, WriteIdentity } from './identify-write.ts'
import { lookForMessage } from './look-for-message.ts'
import type { Operation, Sent, Speech } from './operation.ts'
import type { Refusal, WriteOutcome, WritePlace, WriteRefusal } from './tickets.ts'
import { TicketsUnavailable } from './tickets-unavailable.ts'
import type { Held, WriteRows } from './write-rows.ts'

export interface WriteTools {
  rows: WriteRows
  clock: Clock
  logger: Logger
  settleMs: number
}

/** A process that has been silent for so long is taken for dead. */
export const leaseMs = 30_000
/** How long a request may wait for its turn: whoever asked waits too. */
const patienceMs = 20_000
/** When to look right after a lost answer: most of what was done is there at once. */
const looksAfterMs = [500, 2_000]
const underWayMs = 2_000

type Identified = WriteContent & WriteIdentity

const refused = (refusal: Refusal | WriteRefusal) => ({ ok: false as const, refusal })
const done = <T>(value: T, duplicate = false): WriteOutcome<T> => ({ ok: true, value, duplicate })

const notSaid: Failure = {
  kind: 'unavailable',
  message: 'The help desk did not say whether it was done, and it is not to be seen yet.',
  status: null,
  code: null,
}

/** Does what sets values, as often as it is asked for: no row is kept. */
export const writeFreely = async <T>(
  operation: Operation<T>,
  at: WritePlace,
  { clock }: Pick<WriteTools, 'clock'>,
): Promise<WriteOutcome<T>> => {
  const guard = guardSend(at.signal === undefined ? [] : [at.signal], { clock, patienceMs })
  try {
    const { signal, onSend, maySend } = guard
    return answer(await operation.send({ ...optionsOf(at), signal, onSend, maySend }))
  } finally {
    guard.end()
  }
}

const answer = <T>(sent: Sent<T>): WriteOutcome<T> => {
  switch (sent.effect) {
    case 'done':
      return done(sent.value)
    case 'none':
      return refused({ kind: 'failed', failure: sent.failure })
    case 'unknown':
      return refused({ kind: 'unknown-outcome', failure: sent.failure, retryAfterMs: null })
    default:
      return sent satisfies never
  }
}

/**
 * Does something once, however often it is asked for: a row is written before the request leaves, and what may have been done is looked
 * for before it is done again. Throws `TicketsUnavailable` when the store does not answer before anything was sent; a store that is
 * lost afterwards changes nothing about the answer, and the next request finds out from the help desk.
 */
export const writeOnce = async <T>(
  operation: Operation<T>,
  write: Identified,
  at: WritePlace,
  tools: WriteTools,
): Promise<WriteOutcome<T>> => {
  const { rows, clock } = tools
  const claimed = await rows.claim({ ...write, speaks: operation.speech !== null })
  switch (claimed.kind) {
    case 'key-conflict':
      return refused({ kind: 'key-conflict' })
    case 'under-way':
      return refused({ kind: 'under-way', retryAfterMs: underWayMs })
    case 'duplicate': {
      const recalled = await operation.recall(claimed.outcome, optionsOf(at))
      return recalled.ok ? done(recalled.value, true) : refused({ kind: 'failed', failure: recalled.failure })
    }
    case 'send':
    case 'look':
      break
    default:
      return claimed satisfies never
  }
  const { held } = claimed
  const lease = keepLease({
    renew: (until) => rows.renew(held, until),
    leaseUntil: held.leaseUntil,
    leaseMs,
    clock,
  })
  const attempt: Attempt<T> = { operation, held, lease, at, tools }
  try {
    if (claimed.kind === 'send') return await send(attempt)
    return await lookFirst(attempt, claimed.lostAt)
  } finally {
    lease.end()
  }
}

interface Attempt<T> {
  operation: Operation<T>
  held: Held
  lease: Lease
  at: WritePlace
  tools: WriteTools
}

/** Looks are worth their answer even when whoever asked has gone. */
const lookOptions = ({ at }: Attempt<unknown>): CallOptions => {
  const { signal: _, ...place } = at
  return optionsOf(place)
}

const lookFirst = async <T>(attempt: Attempt<T>, lostAt: number): Promise<WriteOutcome<T>> => {
  const { operation, held, tools } = attempt
  const { speech } = operation
  if (speech === null) throw new Error('What says nothing cannot be looked for.')
  const looked = await look(attempt, speech, { lostAt, isLate: true })
  if (looked.kind === 'adopted') return looked.outcome
  if (looked.kind === 'wait') {
    await tools.rows.release(held)
    const { failure, retryAfterMs } = looked
    return refused({ kind: 'unknown-outcome', failure: failure ?? notSaid, retryAfterMs })
  }
  if (!(await tools.rows.markSending(held))) return refused({ kind: 'under-way', retryAfterMs: underWayMs })
  log(attempt, 'a write whose answer was lost was not done; it is sent again')
  return send(attempt)
}

const send = async <T>(attempt: Attempt<T>): Promise<WriteOutcome<T>> => {
  const { operation, held, lease, tools } = attempt
  const { rows, clock } = tools
  const sent = await guarded(attempt)
  switch (sent.effect) {
    case 'done':
      await told(attempt, () =>
        rows.finish(held, { outcome: operation.keep(sent.value), messageId: sent.messageId }),
      )
      return done(sent.value)
    case 'none':
      await told(attempt, () => rows.free(held))
      return answer(sent)
    case 'unknown':
      break
    default:
      return sent satisfies never
  }
  if (operation.speech === null || !sent.said) {
    await told(attempt, () => rows.free(held))
    return answer(sent)
  }
  const lostAt = clock.now()
  await told(attempt, () => rows.markLost(held, lostAt))
  for (const ms of looksAfterMs) {
    await sleep(clock, ms, lease.lost)
    const { speech } = operation
    const looked = await told(attempt, () => look(attempt, speech, { lostAt, isLate: false }))
    if (looked?.kind === 'adopted') return looked.outcome
  }
  await told(attempt, () => rows.release(held))
  log(attempt, 'the answer to a write was lost, and it is not to be seen yet')
  const retryAfterMs = Math.max(shortestWaitMs, lostAt + tools.settleMs - clock.now())
  return refused({ kind: 'unknown-outcome', failure: sent.failure, retryAfterMs })
}

const guarded = async <T>({ operation, lease, at, tools }: Attempt<T>): Promise<Sent<T>> => {
  const reasons = at.signal === undefined ? [lease.lost] : [lease.lost, at.signal]
  const guard = guardSend(reasons, { clock: tools.clock, patienceMs })
  try {
    return await operation.send({
      ...optionsOf(at),
      signal: guard.signal,
      onSend: guard.onSend,
      // Asked when a connection is ready: a process that was frozen must not send what another one has taken over.
      maySend: () => guard.maySend() && lease.isOurs(),
    })
  } finally {
    guard.end()
  }
}

type Looked<T> = { kind: 'adopted'; outcome: WriteOutcome<T> } | Exclude<AfterLook, { kind: 'adopt' }>

const look = async <T>(
  attempt: Attempt<T>,
  { own, adopt }: Speech<T>,
  { lostAt, isLate }: { lostAt: number; isLate: boolean },
): Promise<Looked<T>> => {
  const { operation, held, tools } = attempt
  const { rows, clock, settleMs } = tools
  const options = lookOptions(attempt)
  const lookedAt = clock.now()
  const found = await lookForMessage({ helpdesk: operation.helpdesk, rows, held, own, clock }, options)
  const after = decideAfterLook(found.look, { lookedAt, lostAt, settleMs })
  if (after.kind !== 'adopt') return after
  const message = found.messages.find(({ id }) => id === after.messageId)
  if (message === undefined) throw new Error('A message was taken that was not found.')
  const adopted = await adopt(message, isLate, options)
  // It is out, and this write's; only the rest of the answer cannot be had now.
  if (!adopted.ok) return { kind: 'wait', retryAfterMs: shortestWaitMs, failure: adopted.failure }
  await told(attempt, () =>
    rows.finish(held, { outcome: operation.keep(adopted.value), messageId: message.id }),
  )
  log(attempt, 'a write whose answer was lost was found in the ticket')
  return { kind: 'adopted', outcome: done(adopted.value) }
}

/** For what comes after the request: its answer stands, whether the store can be told or not. */
const told = async <T>(attempt: Attempt<unknown>, work: () => Promise<T>): Promise<T | null> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof TicketsUnavailable)) throw error
    const { held, at, tools } = attempt
    tools.logger.error(
      { ticket: held.ticketId, helpdesk: held.helpdesk, code: error.code, reference: at.reference },
      'the outcome of a write could not be kept; a repeat will look for it in the ticket',
    )
    return null
  }
}

const log = ({ held, at, tools }: Attempt<unknown>, message: string): void =>
  tools.logger.warn({ ticket: held.ticketId, helpdesk: held.helpdesk, reference: at.reference }, message)
