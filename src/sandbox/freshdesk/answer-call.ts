import { randomUUID } from 'node:crypto'
import type { Answer } from '../answer.ts'
import type { CallRecord } from '../call-log.ts'
import type { FieldFault } from '../faults/create-faults.ts'
import type { FoundRoute } from '../find-route.ts'
import type { Account } from './account.ts'
import { authenticate } from './authenticate.ts'
import type { Behaviour, Call, Route, TicketChange } from './call.ts'
import type { ApiKey } from './options.ts'
import {
  type Fault,
  faultOf,
  forbidden,
  invalid,
  methodNotAllowed,
  notFound,
  refusal,
  unauthorized,
} from './problems.ts'
import type { RateLimit } from './rate-limit.ts'
import type { ReadBody } from './read-body.ts'

/** What arrived, body already read: from here on a call is answered in one go, so that none sees another half done. */
export interface Arrival {
  method: string
  /** Path under the API base. */
  path: string
  query: URLSearchParams
  origin: string
  authorization: string | null
  accept: string | null
  found: FoundRoute<Route>
  /** Null where the route takes none. */
  body: ReadBody | null
}

export interface AnswerDependencies {
  account: Account
  behaviour: Behaviour
  apiKeys: Readonly<Record<string, ApiKey>>
  rateLimit: RateLimit
  now: () => number
  signAttachment: (origin: string, id: number, name: string) => string
  changed: (change: TicketChange) => void
}

const acceptsJson = (accept: string | null): boolean =>
  accept === null || /(^|,)\s*(\*\/\*|application\/(json|\*))\s*(;|,|$)/i.test(accept)

/** 1, and what each include adds (view a ticket +1, list tickets +2). */
const costOf = (route: Route | null, query: URLSearchParams): number => {
  const include = query.get('include')
  return 1 + (include ? include.split(',').length * (route?.includeCost ?? 0) : 0)
}

const isPresent = (field: string, values: Readonly<Record<string, unknown>>, hasFiles: boolean): boolean => {
  const custom = values['custom_fields']
  const name = field.startsWith('custom_fields.') ? field.slice('custom_fields.'.length) : field
  const isCustom = typeof custom === 'object' && custom !== null && Object.hasOwn(custom, name)
  return isCustom || Object.hasOwn(values, field) || (field === 'attachments' && hasFiles)
}

/** The faults asked for by name: on a field that is there, or, for `missing_field`, on one that is not. */
const meetFieldFaults = (faults: readonly FieldFault[], call: Call): Fault[] => {
  const met: Fault[] = []
  for (const { effect, play } of faults) {
    const { field, code, message } = effect
    if (isPresent(field, call.body.values, call.body.files.length > 0) === (code === 'missing_field'))
      continue
    play()
    met.push({ field, message, code })
  }
  return met
}

/** Answers as the vendor would: limit, address, credentials, permission, headers, query, body, and then the work. */
export const createAnswerer = (dependencies: AnswerDependencies) => {
  const { account, behaviour, apiKeys, rateLimit, now, signAttachment, changed } = dependencies

  const decide = (arrival: Arrival, fieldFaults: readonly FieldFault[]): Answer => {
    const { found, query, path, origin } = arrival
    // A base address that ends in a slash makes `//tickets`, which is not a 404 but this.
    if (path.startsWith('//')) return invalid([faultOf.unknown(path.split('/')[2] ?? '')])
    if (!found) return notFound()
    const caller = authenticate(arrival.authorization, apiKeys, account)
    if (!caller) return unauthorized()
    if ('allowed' in found) return methodNotAllowed(found.allowed)
    const { route, params } = found
    if (route.permission !== null && !caller.may(route.permission)) return forbidden()
    if (!acceptsJson(arrival.accept)) return refusal(406, 'not_acceptable', 'Only application/json is given')
    const unknown = [...new Set(query.keys())].filter((name) => !route.query?.includes(name))
    if (unknown.length > 0) return invalid(unknown.map(faultOf.unknown))
    const { body } = arrival
    if (body && 'answer' in body) return body.answer
    const call: Call = {
      account,
      behaviour,
      agent: caller.agent,
      now: now(),
      origin,
      path,
      params,
      query,
      body: body?.body ?? { values: {}, files: [], multipart: false },
      signAttachment: (id, name) => signAttachment(origin, id, name),
      by: caller.agent.email,
      changed,
    }
    const met = body ? meetFieldFaults(fieldFaults, call) : []
    return met.length > 0 ? invalid(met) : route.handle(call)
  }

  /** Does the call's work and answers it, writing credits into its record. */
  return (arrival: Arrival, fieldFaults: readonly FieldFault[], record: CallRecord): Answer => {
    const route = arrival.found && 'route' in arrival.found ? arrival.found.route : null
    const credits = costOf(route, arrival.query)
    const spending = rateLimit.spend(credits, route?.operation ?? null)
    const answer = spending.granted
      ? decide(arrival, fieldFaults)
      : refusal(429, 'rate_limit_exceeded', 'You have exceeded the limit of requests per minute')
    if (spending.granted) record.credits = credits
    return {
      ...answer,
      headers: {
        ...answer.headers,
        ...spending.headers,
        date: new Date(now()).toUTCString(),
        'x-request-id': randomUUID(),
        'x-freshdesk-api-version': 'latest=v2; requested=v2',
      },
    }
  }
}

export type AnswerCall = ReturnType<typeof createAnswerer>
