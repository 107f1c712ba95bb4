import { type HttpHandler, http } from 'msw'
import { convertToResponse } from '../answer.ts'
import { type CallRecord, createCallLog } from '../call-log.ts'
import { readBytes } from '../carried-bytes.ts'
import { createFaults, type Faults } from '../faults/create-faults.ts'
import { type Outcome, playEffect } from '../faults/play-effect.ts'
import { createRouteFinder } from '../find-route.ts'
import { createMovableClock, type MovableClock } from '../movable-clock.ts'
import type { Choices, People } from '../people/people.ts'
import { realClock } from '../sandbox-clock.ts'
import type { Sender } from '../webhooks/create-sender.ts'
import { createWriteWatch, type WriteWatch } from '../write-watch.ts'
import type { Account } from './account.ts'
import { type Arrival, createAnswerer } from './answer-call.ts'
import { readBehaviour } from './behaviour.ts'
import { createAccount } from './create-account.ts'
import { createChoices } from './create-choices.ts'
import { createPeople } from './create-people.ts'
import type { Limits, ZendeskSandboxOptions } from './options.ts'
import { forbidden, unauthorized } from './problems.ts'
import { createRateLimit, usualLimits } from './rate-limit.ts'
import { routes } from './routes.ts'
import { createWebhooks, type Webhooks } from './webhooks/create-webhooks.ts'

export interface ZendeskSandbox {
  readonly vendor: 'zendesk'
  /** The account's whole state, to read and to change. */
  readonly account: Account
  /** For msw, or for `serveSandbox`. They answer `…/api/v2/…`. */
  readonly handlers: HttpHandler[]
  readonly faults: Faults
  /** Every call that arrived, oldest first, refused and spoilt ones too. */
  readonly requests: readonly CallRecord[]
  /** The rate limit in force; its figures may be changed while it runs. */
  readonly limits: Limits
  /** The account's time, to be set wrong. */
  readonly clock: MovableClock
  /** Customers, agents and rules, behind the API's back. */
  readonly people: People
  /** The account's groups and types, to be changed while it runs. */
  readonly choices: Choices
  /** Webhooks, and the triggers that call them. */
  readonly automations: Webhooks
  /** What they sent, and what goes wrong on the way. */
  readonly webhooks: Sender
  /** What happens between a read and a write. */
  readonly writes: WriteWatch
  /** Back to the beginning: state, faults, log, rate limit. Work still to be done late is forgotten. */
  reset(): void
}

const apiBase = '/api/v2'

/** A Zendesk account in memory, as strict as the vendor and with faults on demand. */
export const createZendeskSandbox = (options: ZendeskSandboxOptions = {}): ZendeskSandbox => {
  const clock = createMovableClock(options.clock ?? realClock)
  const now = () => clock.now()
  const account = createAccount(options, now)
  const log = createCallLog()
  const faults = createFaults({ after: (ms, callback) => clock.after(ms, callback), seed: options.seed ?? 1 })
  const spelling = options.rateLimitHeaders ?? 'both'
  const rateLimit = createRateLimit({ ...usualLimits, ...options.limits }, spelling, now)
  const credentials = {
    apiTokens: options.apiTokens ?? ['sandbox-token'],
    oauthTokens: options.oauthTokens ?? {},
  }
  const behaviour = readBehaviour(options)
  const automations = createWebhooks({
    ...{ account, clock, webhooks: options.webhooks ?? [], seed: options.seed ?? 1 },
    retryMs: options.webhookRetryMs ?? 5_000,
  })
  const writes = createWriteWatch()
  const origin = options.origin ?? 'https://sandbox.zendesk.com'
  const people = createPeople({ account, behaviour, now, origin, changed: automations.notice })
  const answerCall = createAnswerer({
    ...{ account, behaviour, credentials, rateLimit, now },
    changed: automations.notice,
  })
  const findRoute = createRouteFinder(routes)
  let life = 0

  const readArrival = async (request: Request, url: URL, path: string): Promise<Arrival> => {
    const { headers, method } = request
    return {
      method,
      path,
      query: url.searchParams,
      origin: url.origin,
      authorization: headers.get('authorization'),
      contentType: headers.get('content-type'),
      idempotencyKey: headers.get('idempotency-key'),
      found: findRoute(method, path),
      bytes: await readBytes(request),
    }
  }

  const receive = async (request: Request): Promise<Outcome> => {
    const url = new URL(request.url)
    // The suffix is optional on every path.
    const path = url.pathname.slice(url.pathname.indexOf(apiBase) + apiBase.length).replace(/\.json$/, '')
    if (faults.isDown()) return { response: Response.error(), status: null }
    const at = now()
    const record = log.add({ method: request.method, path, query: url.search.slice(1), at })
    const { effect, fields } = faults.meet({ method: request.method, path, at })
    record.fault = effect?.kind ?? null
    const arrival = await readArrival(request, url, path)
    const bornIn = life
    const work = () => {
      writes.meet(record)
      return answerCall(arrival, fields, record)
    }
    if (effect === null || effect.kind === 'field') {
      const answer = work()
      record.status = answer.status
      return { response: convertToResponse(answer), status: answer.status }
    }
    const vendor = { work, unauthorized, forbidden }
    const patient = {
      now,
      after: (ms: number, callback: () => void) => clock.after(ms, () => bornIn === life && callback()),
    }
    const outcome = await playEffect(effect, vendor, patient)
    record.status = outcome.status
    return outcome
  }

  const isOurs = (request: Request): boolean =>
    (options.origin === undefined || request.url.startsWith(`${options.origin}/`)) &&
    new URL(request.url).pathname.startsWith(`${apiBase}/`)

  return {
    vendor: 'zendesk',
    account,
    handlers: [
      http.all(
        ({ request }) => isOurs(request),
        async ({ request }) => (await receive(request)).response,
      ),
    ],
    faults,
    requests: log.calls,
    limits: rateLimit.limits,
    clock,
    people,
    choices: createChoices(account),
    automations,
    webhooks: automations.sender,
    writes,
    reset: () => {
      life += 1
      account.restore()
      faults.clear()
      writes.clear()
      clock.skew(0)
      automations.reset()
      log.clear()
      rateLimit.reset()
    },
  }
}
