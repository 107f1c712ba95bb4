import type { Requester } from '../../schemas/handoff.ts'
import type { CallOptions, Failure, Helpdesk } from '../helpdesk/helpdesk.ts'
import type { Clock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import type { RequesterAnswer } from '../policy/policy.ts'

/** What the help desk knows of a person, and the failure when it did not tell. Never throws. */
export type AskRequester = (
  requester: Requester,
  options: CallOptions,
) => Promise<{ answer: RequesterAnswer; failure: Failure | null }>

/** Long enough for a retry and the person's next message, too short for a figure to grow old. */
const rememberedMs = 60_000
const mostRemembered = 500
/** A hand-off waits no longer for what is only good to know. */
const patienceMs = 10_000
/** So long one alone asks a help desk that kept somebody waiting in vain: the workers are few, and others' tickets are made meanwhile. */
const restMs = 30_000

const stranger: RequesterAnswer = { told: true, company: null, tags: [], openTickets: 0 }

/**
 * Asks for the facts that rules look at, at most once a minute for each person. A help desk that does not answer in time is left in
 * peace for a while; then one asks, and the others once it has answered.
 */
export const createAskRequester = ({
  helpdesk,
  clock,
  logger,
}: {
  helpdesk: Pick<Helpdesk, 'requesterFacts' | 'capabilities' | 'vendor'>
  clock: Clock
  logger: Logger
}): AskRequester => {
  const remembered = new Map<string, { answer: RequesterAnswer; until: number }>()

  const remember = (key: string, answer: RequesterAnswer): void => {
    remembered.delete(key)
    remembered.set(key, { answer, until: clock.now() + rememberedMs })
    if (remembered.size > mostRemembered) remembered.delete(remembered.keys().next().value ?? '')
  }

  let rest: { failure: Failure; since: number; isAsked: boolean } | null = null

  // Either way, as a clock may be set back.
  const isResting = ({ since }: { since: number }) => Math.abs(clock.now() - since) < restMs

  const read = async ({ email, phone }: Requester, options: CallOptions) => {
    const limit = new AbortController()
    const cancel = clock.after(patienceMs, () => limit.abort())
    const resting = rest
    if (resting !== null) resting.isAsked = true
    const signals = options.signal === undefined ? [limit.signal] : [options.signal, limit.signal]
    try {
      const facts = await helpdesk.requesterFacts(
        { ...(email === null ? {} : { email }), ...(phone === null ? {} : { phone }) },
        { ...options, signal: AbortSignal.any(signals) },
      )
      if (!facts.ok && limit.signal.aborted)
        rest = { failure: facts.failure, since: clock.now(), isAsked: false }
      else if (rest === resting) rest = null
      return facts
    } catch (error) {
      // A defect of ours must not cost the person the ticket.
      logger.error(
        { err: error, handoffId: options.reference },
        'asking about a requester failed by a defect',
      )
      const message = 'Asking failed by a defect of Relevo.'
      if (rest === resting) rest = null
      return { ok: false as const, failure: { kind: 'unsupported' as const, message } }
    } finally {
      cancel()
    }
  }

  return async (requester, options) => {
    if (!helpdesk.capabilities.account.includes('requester-facts')) {
      const message = `${helpdesk.vendor} does not tell about requesters.`
      return { answer: { told: false, why: message }, failure: { kind: 'unsupported', message } }
    }
    const key = JSON.stringify([requester.email, requester.phone])
    const known = remembered.get(key)
    if (known !== undefined && known.until > clock.now()) return { answer: known.answer, failure: null }
    if (rest !== null && (rest.isAsked || isResting(rest))) return untold(rest.failure)
    const facts = await read(requester, options)
    if (!facts.ok) return untold(facts.failure)
    const answer: RequesterAnswer = facts.value === null ? stranger : { told: true, ...pick(facts.value) }
    remember(key, answer)
    return { answer, failure: null }
  }
}

const untold = (failure: Failure): { answer: RequesterAnswer; failure: Failure } => ({
  answer: { told: false, why: failure.message },
  failure,
})

const pick = ({
  company,
  tags,
  openTickets,
}: {
  company: string | null
  tags: string[]
  openTickets: number | null
}) => ({
  company,
  tags,
  openTickets,
})
