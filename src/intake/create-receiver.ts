import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Handoff } from '../../schemas/handoff.ts'
import type { Entry, Ledger, NewEntry } from '../ledger/ledger.ts'
import { requesterKey } from '../ledger/requester-key.ts'
import type { Clock } from '../ops/clock.ts'
import type { ProblemToSend } from '../ops/compose-problem.ts'
import type { Logger } from '../ops/logger.ts'
import { sendProblem } from '../ops/problem.ts'
import { composeAnswer, composeReceived } from './compose-answer.ts'
import { createWaitingRoom } from './create-waiting-room.ts'
import type { IntakeEvent } from './intake-event.ts'
import * as problems from './intake-problems.ts'
import { type Delivery, nameDelivery, nameRefusal } from './name-delivery.ts'
import { type ParsedHandoff, parseHandoff } from './parse-handoff.ts'
import { type PutResult, putInTime } from './put-in-time.ts'
import { readDelivery } from './read-delivery.ts'
import { readWait, type Wait } from './read-wait.ts'
import type { SourceDoor } from './source-door.ts'

// Botpress gives a bot 60 s and Zapier 30 s for everything; an answer must come well before.
const putLimitMs = 10_000

export interface ReceiverDependencies {
  ledger: Pick<Ledger, 'put' | 'waitUntilSettled'>
  clock: Clock
  logger: Logger
  bodyHashWindowMs: number
  /** Language when neither the hand-off nor the source names one. */
  ticketLanguage: string
  observe: (event: IntakeEvent) => void
  /** Answers a request that is not believed, and counts it. */
  refuse: (request: FastifyRequest, reply: FastifyReply, source: string, problem: ProblemToSend) => void
}

export interface Receiver {
  /**
   * Takes one delivery from its raw body to the answer: authenticated → counted → read → named → durably kept → answered.
   * `chooseDoor` may find another source in the body.
   */
  receive(
    door: SourceDoor,
    request: FastifyRequest,
    reply: FastifyReply,
    chooseDoor?: (body: Record<string, unknown>) => SourceDoor,
  ): void
  /** Lets waiting requests go. */
  close(): void
}

const noBody = Buffer.alloc(0)

export const createReceiver = (dependencies: ReceiverDependencies): Receiver => {
  const { ledger, clock, logger, observe, bodyHashWindowMs, ticketLanguage } = dependencies
  const room = createWaitingRoom(ledger)

  // No async functions on this way: each is a promise and a turn more, for every hand-off.
  const receive: Receiver['receive'] = (entered, request, reply, chooseDoor) => {
    const bytes = Buffer.isBuffer(request.body) ? request.body : noBody
    const refusal = entered.authenticator.checkBody(request.headers, bytes)
    if (refusal !== null) {
      return dependencies.refuse(request, reply, entered.name, problems.unauthenticated(refusal))
    }
    const waitSeconds = entered.limiter()
    if (waitSeconds > 0) {
      observe({ kind: 'limited', source: entered.name })
      sendProblem(reply, problems.rateLimited(waitSeconds))
      return
    }
    const read = readDelivery(request.headers, bytes, entered.source.htmlEscaped)
    if (!read.ok) return unreadable(reply, entered, read)
    const door = chooseDoor?.(read.body) ?? entered
    const { source } = door
    const parsed = parseHandoff(read.body, {
      fields: source.fields,
      idempotencyField: source.idempotencyField,
      language: source.language ?? ticketLanguage,
    })
    const delivery: Delivery = {
      headers: request.headers,
      signedId: door.authenticator.signedId,
      fieldValue: parsed.named,
      fingerprint: read.fingerprint,
      now: clock.now(),
      bodyHashWindowMs,
    }
    keep(door, request, reply, parsed, delivery)
  }

  const unreadable = (reply: FastifyReply, door: SourceDoor, problem: ProblemToSend): void => {
    observe({ kind: 'unreadable', source: door.name, code: problem.code })
    sendProblem(reply, problem)
  }

  const keep = (
    door: SourceDoor,
    request: FastifyRequest,
    reply: FastifyReply,
    parsed: ParsedHandoff,
    delivery: Delivery,
  ): void => {
    const key = parsed.ok ? nameDelivery(delivery) : nameRefusal(delivery)
    if (key === null) {
      unreadable(reply, door, problems.badKey)
      return
    }
    const handoff = parsed.ok ? parsed.handoff : parsed.kept
    putInTime(
      ledger,
      clock,
      {
        source: door.name,
        helpdesk: door.source.helpdesk,
        requesterKey: nameRequester(handoff, delivery.fingerprint),
        handoff,
        idempotency: key,
        requestId: request.id,
        refusal: parsed.ok ? null : { why: parsed.faults.map(({ code }) => code).join(', ') },
      } satisfies NewEntry,
      putLimitMs,
    )
      .then((result) => conclude(door, request, reply, parsed, result))
      .catch((error: unknown) => reply.send(error))
  }

  const conclude = (
    door: SourceDoor,
    request: FastifyRequest,
    reply: FastifyReply,
    parsed: ParsedHandoff,
    result: PutResult,
  ): unknown => {
    switch (result.kind) {
      case 'stored':
        return parsed.ok
          ? accepted(door, request, reply, result.id)
          : refused(door, request, reply, parsed.faults, result.id)
      case 'duplicate':
        return parsed.ok
          ? repeated(door, request, reply, result.entry)
          : refused(door, request, reply, parsed.faults, result.entry.id)
      case 'conflict':
        note('conflict', door, request, result.id)
        observe({ kind: 'conflict', source: door.name })
        return sendProblem(reply, problems.conflict(result.id))
      case 'unavailable':
        logger.error(
          { code: result.reason.code, remedy: result.reason.remedy, requestId: request.id },
          'hand-off not stored',
        )
        observe({ kind: 'unavailable', source: door.name })
        return sendProblem(reply, problems.storeUnavailable)
      case 'slow':
        logger.error({ requestId: request.id, limitMs: putLimitMs }, 'hand-off not stored in time')
        observe({ kind: 'unavailable', source: door.name })
        return sendProblem(reply, problems.storeSlow)
      default:
        return result satisfies never
    }
  }

  const note = (outcome: string, door: SourceDoor, request: FastifyRequest, handoffId: string) =>
    logger.info(
      { handoffId, requestId: request.id, source: door.name, outcome, ...byKey(request) },
      'hand-off',
    )

  const refused = (
    door: SourceDoor,
    request: FastifyRequest,
    reply: FastifyReply,
    faults: (ParsedHandoff & { ok: false })['faults'],
    id: string,
  ) => {
    note('refused', door, request, id)
    observe({ kind: 'refused', source: door.name, codes: faults.map(({ code }) => code) })
    return sendProblem(reply, problems.refusedContent(faults, id))
  }

  const accepted = (door: SourceDoor, request: FastifyRequest, reply: FastifyReply, id: string) => {
    note('received', door, request, id)
    observe({ kind: 'received', source: door.name })
    const wait = waitOf(request)
    if (wait.ms > 0)
      return settled(reply, { id, state: 'received', ticket: null, acknowledgement: null }, false, wait)
    return answer(reply, 202, id, composeReceived(id))
  }

  const repeated = (door: SourceDoor, request: FastifyRequest, reply: FastifyReply, entry: Entry) => {
    note('duplicate', door, request, entry.id)
    observe({ kind: 'duplicate', source: door.name })
    return settled(reply, entry, true, waitOf(request))
  }

  const settled = async (
    reply: FastifyReply,
    known: Pick<Entry, 'id' | 'state' | 'ticket' | 'acknowledgement'>,
    duplicate: boolean,
    wait: Wait,
  ) => {
    const pending = known.state === 'received' || known.state === 'delivering' || known.state === 'waiting'
    const entry = (wait.ms > 0 && pending ? await room.wait(reply, known.id, wait.ms) : null) ?? known
    if (wait.preference !== null) reply.header('preference-applied', wait.preference)
    const status = entry.state === 'delivered' ? 201 : 202
    return answer(reply, status, entry.id, JSON.stringify(composeAnswer(entry, duplicate)))
  }

  return { receive, close: room.close }
}

// By its id: a name is a person's text, and logs hold none.
const byKey = ({ caller }: FastifyRequest): { keyId?: string } =>
  caller === null || caller.keyId === null ? {} : { keyId: caller.keyId }

// A repeat must not wait longer than the first would have.
const waitOf = (request: FastifyRequest): Wait => {
  const query = request.query
  return readWait(
    request.headers['prefer'],
    typeof query === 'object' && query !== null && 'wait' in query ? query.wait : undefined,
  )
}

const answer = (reply: FastifyReply, status: 201 | 202, id: string, body: string): FastifyReply =>
  reply
    .code(status)
    .header('content-type', 'application/json; charset=utf-8')
    .header('location', `/v1/handoffs/${encodeURIComponent(id)}`)
    .send(body)

// Without any contact all refused hand-offs would seem to be one person's.
const nameRequester = ({ requester }: Handoff, fingerprint: string): string =>
  requester.email === null && requester.phone === null ? fingerprint.slice(0, 32) : requesterKey(requester)
