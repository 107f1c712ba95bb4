import type { Clock } from '../../ops/clock.ts'
import { cutDescription } from '../cut-description.ts'
import type { AccountField } from '../fields/account-field.ts'
import type { CallOptions, Created, Failure, TicketDraft, Write } from '../helpdesk.ts'
import { type ConversionContext, convertToFreshdeskTicket } from './convert-to-freshdesk-ticket.ts'
import { decideNextAttempt } from './decide-next-attempt.ts'
import type { FreshdeskClient } from './freshdesk-client.ts'
import type { FreshdeskDirectory } from './freshdesk-directory.ts'
import { nameFreshdeskFields } from './name-freshdesk-fields.ts'
import { isAboutForm, renewAttempt } from './renew-attempt.ts'
import { type TicketAttempt, unmappedTag } from './ticket-attempt.ts'

export interface TicketCreatorOptions {
  client: FreshdeskClient
  directory: FreshdeskDirectory
  required: Record<string, unknown>
  ticketUrl: (id: number) => string
  clock: Clock
}

/** A form that was read so recently is not read again because of a refusal. */
const recentMs = 60_000

/**
 * Creates tickets that the account accepts: one call when nothing is refused, else one more for each round of refusals.
 * A round follows only on a refusal, which had no effect; whatever leaves the effect open ends it.
 */
export const createTicketCreator = ({
  client,
  directory,
  required,
  ticketUrl,
  clock,
}: TicketCreatorOptions) => {
  // Values of our own choice that the account has refused: not to be tried again with the next ticket.
  let refusedDefaults: ConversionContext['refused'] = {}

  const send = (draft: TicketDraft, attempt: TicketAttempt, options: CallOptions) => {
    const { tags = [], ...body } = attempt.body
    const marked = attempt.unmapped.length > 0 && attempt.mayTag ? [...tags, unmappedTag] : tags
    const whole = draft.describe(attempt.unmapped)
    const cut =
      attempt.descriptionLimit !== null && whole.length > attempt.descriptionLimit
        ? cutDescription(whole, attempt.descriptionLimit)
        : null
    const files = cut !== null && attempt.mayAttach ? [...attempt.files, cut.file] : attempt.files
    return client.tickets.create(
      { ...body, description: cut?.html ?? whole, ...(marked.length === 0 ? {} : { tags: marked }) },
      files,
      options,
    )
  }

  return async (draft: TicketDraft, options: CallOptions): Promise<Write<Created>> => {
    const read = await directory.fields.get(options)
    if (!read.ok) return { effect: 'none', failure: read.failure }
    const named = nameFreshdeskFields(draft, read.value)
    const resolved = await directory.resolve(named, read.value, options)
    if (!resolved.ok) return { effect: 'none', failure: resolved.failure }
    const today = new Date(clock.now()).toISOString().slice(0, 10)
    const convert = (fields: AccountField[] | null) =>
      convertToFreshdeskTicket(named, {
        fields,
        references: resolved.value,
        required,
        today,
        refused: refusedDefaults,
      })

    let fields = read.value
    let attempt = convert(fields)
    for (let round = 1; ; round++) {
      const result = await send(draft, attempt, options)
      if (result.effect === 'done') {
        refusedDefaults = attempt.refusedDefaults
        const { id } = result.value
        return {
          effect: 'done',
          value: { ticket: { id: String(id), url: ticketUrl(id) }, unmapped: attempt.unmapped },
        }
      }
      if (result.effect === 'unknown') return { effect: 'unknown', failure: result.failure }
      let { refusal } = result
      if (round === 1 && isAboutForm(refusal)) {
        const renewed = await directory.fields.get(options, recentMs)
        fields = renewed.ok ? (renewed.value ?? fields) : fields
        const again = renewAttempt(attempt, convert(fields), refusal)
        attempt = again.attempt
        refusal = again.refusal
        if (refusal.faults.length === 0) continue
      }
      const context = { requester: draft.requester, fields, today }
      const next = decideNextAttempt(attempt, { failure: result.failure, refusal }, round, context)
      if (next === null) {
        // What was learnt may be what is in the way: the next ticket starts afresh.
        refusedDefaults = {}
        return { effect: 'none', failure: asCreateFailure(result.failure) }
      }
      attempt = next
    }
  }
}

/** A ticket that is about to be made cannot be unknown or deleted: such an answer tells of the address. */
const asCreateFailure = (failure: Failure): Failure => {
  if (failure.kind !== 'not-found' && failure.kind !== 'gone') return failure
  const status = failure.kind === 'not-found' ? 404 : 405
  return {
    kind: 'unavailable',
    message: `No tickets can be made at this address (${status}).`,
    status,
    code: null,
  }
}
