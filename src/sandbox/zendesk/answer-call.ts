import { randomUUID } from 'node:crypto'
import type { Answer } from '../answer.ts'
import type { CallRecord } from '../call-log.ts'
import type { FieldFault } from '../faults/create-faults.ts'
import type { FoundRoute } from '../find-route.ts'
import type { Account } from './account.ts'
import { authenticate, type Credentials } from './authenticate.ts'
import type { Behaviour } from './behaviour.ts'
import { type Call, isRecord, type Route, viaApi } from './call.ts'
import { runDueJobs } from './jobs/jobs.ts'
import {
  attributeRefusal,
  type Fault,
  forbidden,
  invalid,
  invalidToken,
  notFound,
  refusal,
  unauthorized,
} from './problems.ts'
import type { RateLimit } from './rate-limit.ts'
import { ticketIn } from './tickets/read-ticket.ts'

/** What arrived, body already read: from here on a call is answered in one go, so that none sees another half done. */
export interface Arrival {
  method: string
  /** Path under the API base, without `.json`. */
  path: string
  query: URLSearchParams
  origin: string
  authorization: string | null
  contentType: string | null
  idempotencyKey: string | null
  found: FoundRoute<Route>
  bytes: Uint8Array<ArrayBuffer>
}

export interface AnswerDependencies {
  account: Account
  behaviour: Behaviour
  credentials: Credentials
  rateLimit: RateLimit
  now: () => number
  changed: Call['changed']
}

/** The faults asked for by name: on a property of the ticket that is there, or, for `missing_field`, on one that is not. */
const meetFieldFaults = (faults: readonly FieldFault[], body: Readonly<Record<string, unknown>>): Fault[] => {
  const ticket = ticketIn(body) ?? {}
  const custom: unknown[] = Array.isArray(ticket['custom_fields']) ? ticket['custom_fields'] : []
  const met: Fault[] = []
  for (const { effect, play } of faults) {
    const id = /^(?:custom_fields\.)?(\d+)$/.exec(effect.field)?.[1]
    const isPresent =
      id === undefined
        ? ticket[effect.field] !== undefined
        : custom.some((item) => isRecord(item) && String(item['id']) === id)
    if (isPresent === (effect.code === 'missing_field')) continue
    play()
    const error = effect.code === 'missing_field' ? 'BlankValue' : 'InvalidValue'
    const { message: description } = effect
    met.push(
      id === undefined
        ? { field: effect.field, description, error }
        : { field: 'base', description, error, ticket_field_id: Number(id) },
    )
  }
  return met
}

const readBody = (arrival: Arrival, route: Route): { body: Record<string, unknown> } | { answer: Answer } => {
  if (route.body !== 'json') return { body: {} }
  if (!/^application\/json\b/i.test(arrival.contentType ?? ''))
    return {
      answer: { status: 415, headers: { 'content-type': 'text/plain' }, body: 'Unsupported Media Type' },
    }
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(arrival.bytes))
    if (isRecord(body)) return { body }
  } catch {}
  return { answer: attributeRefusal(400, 'Invalid JSON', 'The body is not a JSON object') }
}

/** Answers as the vendor would: limit, address, credentials, role, body, and then the work. */
export const createAnswerer = (dependencies: AnswerDependencies) => {
  const { account, behaviour, credentials, rateLimit, now, changed } = dependencies
  const decide = (arrival: Arrival, fieldFaults: readonly FieldFault[]): Answer => {
    const { found, authorization } = arrival
    const caller = authenticate(authorization, credentials, account)
    if (!found) return caller.user === null ? unauthorized() : notFound()
    const route = 'route' in found ? found.route : null
    if (caller.user === null && route?.role !== 'anybody')
      return caller.by === 'bearer' ? invalidToken() : unauthorized()
    if (!('route' in found))
      return refusal(405, 'MethodNotAllowed', `Use one of: ${found.allowed.join(', ')}`)
    if (found.route.role === 'admin' && caller.user?.role !== 'admin') return forbidden()
    const read = readBody(arrival, found.route)
    if ('answer' in read) return read.answer
    const call: Call = {
      account,
      behaviour,
      user: caller.user,
      now: now(),
      origin: arrival.origin,
      path: arrival.path,
      params: found.params,
      query: arrival.query,
      body: read.body,
      bytes: arrival.bytes,
      contentType: arrival.contentType ?? 'application/octet-stream',
      idempotencyKey: arrival.idempotencyKey,
      via: viaApi,
      changed,
    }
    const met = found.route.body === 'json' ? meetFieldFaults(fieldFaults, call.body) : []
    return met.length > 0 ? invalid(met) : found.route.handle(call)
  }

  /** Does the call's work and answers it, writing credits into its record. */
  return (arrival: Arrival, fieldFaults: readonly FieldFault[], record: CallRecord): Answer => {
    runDueJobs(account, now())
    const route = arrival.found && 'route' in arrival.found ? arrival.found.route : null
    const isUpdate = route?.limit === 'update'
    const ticket =
      isUpdate && arrival.found && 'params' in arrival.found
        ? `${arrival.authorization} ${arrival.found.params['id']}`
        : null
    const spent = rateLimit.spend({ limit: route?.limit ?? null, ticket })
    const answer = spent.granted
      ? decide(arrival, fieldFaults)
      : refusal(429, 'TooManyRequests', 'Number of allowed API requests exceeded')
    if (spent.granted) record.credits = 1
    const date = new Date(now()).toUTCString()
    return {
      ...answer,
      headers: { ...answer.headers, ...spent.headers, date, 'x-request-id': randomUUID() },
    }
  }
}
