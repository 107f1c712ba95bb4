import { randomBytes } from 'node:crypto'
import { type HttpHandler, http } from 'msw'
import { convertToResponse } from '../answer.ts'
import { type CallRecord, createCallLog } from '../call-log.ts'
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
import { createAttachmentSigner } from './attachment-signer.ts'
import { type Automations, createAutomations } from './automations/create-automations.ts'
import type { Behaviour } from './call.ts'
import { createAccount } from './create-account.ts'
import { createChoices } from './create-choices.ts'
import { createPeople } from './create-people.ts'
import { planLimits } from './limits.ts'
import type { FreshdeskSandboxOptions, Limits } from './options.ts'
import { forbidden, unauthorized } from './problems.ts'
import { createRateLimit } from './rate-limit.ts'
import { readBody } from './read-body.ts'
import { routes } from './routes.ts'
import { usualSources } from './seed-fields.ts'

export interface FreshdeskSandbox {
  readonly vendor: 'freshdesk'
  /** The account's whole state, to read and to change. */
  readonly account: Account
  /** How it behaves; may be changed while it runs. */
  readonly behaviour: Behaviour
  /** For msw, or for `serveSandbox`. They answer `…/api/v2/…` and the signed addresses of attachments. */
  readonly handlers: HttpHandler[]
  readonly faults: Faults
  /** Every call that arrived, oldest first, refused and spoilt ones too. */
  readonly requests: readonly CallRecord[]
  /** The rate limit in force; its figures may be changed while it runs. */
  readonly limits: Limits
  readonly apiKeys: readonly string[]
  /** The account's time, to be set wrong. */
  readonly clock: MovableClock
  /** Customers, agents and rules, behind the API's back. */
  readonly people: People
  /** The account's groups and types, to be changed while it runs. */
  readonly choices: Choices
  /** Rules that call a webhook. */
  readonly automations: Automations
  /** What they sent, and what goes wrong on the way. */
  readonly webhooks: Sender
  /** What happens between a read and a write. */
  readonly writes: WriteWatch
  /** Back to the beginning: state, faults, log, rate limit. Work still to be done late is forgotten. */
  reset(): void
}

const apiBase = '/api/v2'
const attachmentBase = '/data/attachments/'
const megabyte = 2 ** 20

const readBehaviour = (options: FreshdeskSandboxOptions): Behaviour => ({
  searchDelayMs: options.searchDelayMs ?? 120_000,
  slaDelayMs: options.slaDelayMs ?? 3_000,
  jobDelayMs: options.jobDelayMs ?? 1_000,
  lacks: options.lacks ?? [],
  ratingsOrder: options.ratingsOrder ?? 'oldest',
  emailIsCaseInsensitive: options.emailIsCaseInsensitive ?? true,
  customFieldErrors: options.customFieldErrors ?? 'dotted',
  closureIncludesResolved: options.closureIncludesResolved ?? true,
  checkMembership: options.checkMembership ?? true,
  staleDueTimes: options.staleDueTimes ?? false,
  maxAttachmentBytes: options.maxAttachmentBytes ?? 20 * megabyte,
  sources: options.fields?.sources ?? usualSources,
})

/** A Freshdesk account in memory, as strict as the vendor and with faults on demand. */
export const createFreshdeskSandbox = (options: FreshdeskSandboxOptions = {}): FreshdeskSandbox => {
  const { apiKeys = { 'sandbox-key': {} } } = options
  const clock = createMovableClock(options.clock ?? realClock)
  const now = () => clock.now()
  const account = createAccount(options, now)
  const log = createCallLog()
  const faults = createFaults({ after: (ms, callback) => clock.after(ms, callback), seed: options.seed ?? 1 })
  const rateLimit = createRateLimit({ ...planLimits[options.plan ?? 'enterprise'], ...options.limits }, now)
  const signer = createAttachmentSigner({ key: randomBytes(32), now, base: attachmentBase })
  const behaviour = readBehaviour(options)
  const automations = createAutomations({
    ...{ account, clock, rules: options.automations ?? [], seed: options.seed ?? 1 },
    ...(options.eventWords && { words: options.eventWords }),
    ...(options.webhookRetryMs && { retryAfterMs: options.webhookRetryMs }),
  })
  const writes = createWriteWatch()
  const origin = options.origin ?? 'https://sandbox.freshdesk.com'
  const people = createPeople({ account, behaviour, now, origin, changed: automations.notice })
  const answerCall = createAnswerer({
    account,
    behaviour,
    apiKeys,
    rateLimit,
    now,
    signAttachment: signer.sign,
    changed: automations.notice,
  })
  const findRoute = createRouteFinder(routes)
  let life = 0

  const readArrival = async (request: Request, url: URL, path: string): Promise<Arrival> => {
    const { headers, method } = request
    const found = findRoute(method, path)
    const takes = found && 'route' in found ? (found.route.body ?? 'none') : 'none'
    return {
      method,
      path,
      query: url.searchParams,
      origin: url.origin,
      authorization: headers.get('authorization'),
      accept: headers.get('accept'),
      found,
      body: takes === 'none' ? null : await readBody(request, takes === 'files'),
    }
  }

  const receive = async (request: Request): Promise<Outcome> => {
    const url = new URL(request.url)
    const path = url.pathname.slice(url.pathname.indexOf(apiBase) + apiBase.length)
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

  const isOurs = (request: Request, base: string): boolean =>
    (options.origin === undefined || request.url.startsWith(`${options.origin}/`)) &&
    new URL(request.url).pathname.startsWith(base)

  return {
    vendor: 'freshdesk',
    account,
    behaviour,
    handlers: [
      http.all(
        ({ request }) => isOurs(request, `${apiBase}/`),
        async ({ request }) => (await receive(request)).response,
      ),
      http.get(
        ({ request }) => isOurs(request, attachmentBase),
        ({ request }) => convertToResponse(signer.serve(new URL(request.url), account)),
      ),
    ],
    faults,
    requests: log.calls,
    limits: rateLimit.limits,
    apiKeys: Object.keys(apiKeys),
    clock,
    people,
    choices: createChoices(account, now),
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
