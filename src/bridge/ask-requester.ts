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

const stranger: RequesterAnswer = { told: true, company: null, tags: [], openTickets: 0 }

/** Asks for the facts that rules look at, at most once a minute for each person. */
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

  const read = async ({ email, phone }: Requester, options: CallOptions) => {
    const limit = new AbortController()
    const cancel = clock.after(patienceMs, () => limit.abort())
    const signals = options.signal === undefined ? [limit.signal] : [options.signal, limit.signal]
    try {
      return await helpdesk.requesterFacts(
        { ...(email === null ? {} : { email }), ...(phone === null ? {} : { phone }) },
        { ...options, signal: AbortSignal.any(signals) },
      )
    } catch (error) {
      // A defect of ours must not cost the person the ticket.
      logger.error(
        { err: error, handoffId: options.reference },
        'asking about a requester failed by a defect',
      )
      const message = 'Asking failed by a defect of Relevo.'
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
    const facts = await read(requester, options)
    if (!facts.ok) return { answer: { told: false, why: facts.failure.message }, failure: facts.failure }
    const answer: RequesterAnswer = facts.value === null ? stranger : { told: true, ...pick(facts.value) }
    remember(key, answer)
    return { answer, failure: null }
  }
}

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
