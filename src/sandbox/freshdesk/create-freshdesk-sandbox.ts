import { randomBytes } from 'node:crypto'
import { type HttpHandler, http } from 'msw'
import { convertToResponse } from '../answer.ts'
import { type CallRecord, createCallLog } from '../call-log.ts'
import { createFaults, type Faults } from '../faults/create-faults.ts'
import { type Outcome, playEffect } from '../faults/play-effect.ts'
import { createRouteFinder } from '../find-route.ts'
import { realClock } from '../sandbox-clock.ts'
import type { Account } from './account.ts'
import { type Arrival, createAnswerer } from './answer-call.ts'
import { createAttachmentSigner } from './attachment-signer.ts'
import type { Behaviour } from './call.ts'
import { createAccount } from './create-account.ts'
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
  const { clock = realClock, apiKeys = { 'sandbox-key': {} } } = options
  const now = () => clock.now()
  const account = createAccount(options, now)
  const log = createCallLog()
  const faults = createFaults({ after: (ms, callback) => clock.after(ms, callback), seed: options.seed ?? 1 })
  const rateLimit = createRateLimit({ ...planLimits[options.plan ?? 'enterprise'], ...options.limits }, now)
  const signer = createAttachmentSigner({ key: randomBytes(32), now, base: attachmentBase })
  const behaviour = readBehaviour(options)
  const answerCall = createAnswerer({
    account,
    behaviour,
    apiKeys,
    rateLimit,
    now,
    signAttachment: signer.sign,
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
    const work = () => answerCall(arrival, fields, record)
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
    reset: () => {
      life += 1
      account.restore()
      faults.clear()
      log.clear()
      rateLimit.reset()
    },
  }
}
