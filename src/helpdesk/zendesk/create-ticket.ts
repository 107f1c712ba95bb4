import { createHash } from 'node:crypto'
import type { Clock } from '../../ops/clock.ts'
import { cutDescription } from '../cut-description.ts'
import { externalId } from '../external-id.ts'
import type { CallOptions, Created, Failure, FileToAttach, Read, TicketDraft, Write } from '../helpdesk.ts'
import { convertToZendeskTicket } from './convert-to-zendesk-ticket.ts'
import { decideNextAttempt } from './decide-next-attempt.ts'
import { nameZendeskFields } from './name-zendesk-fields.ts'
import { type TicketAttempt, unmappedTag, withUnmapped } from './ticket-attempt.ts'
import { uploadFiles, withoutMark } from './upload-files.ts'
import type { ZendeskClient } from './zendesk-client.ts'
import type { ZendeskDirectory } from './zendesk-directory.ts'
import { keyMismatch } from './zendesk-error.ts'
import type { ZendeskTicketBody } from './zendesk-ticket-body.ts'

export interface TicketCreatorOptions {
  client: ZendeskClient
  directory: ZendeskDirectory
  required: Record<string, unknown>
  ticketUrl: (id: number) => string
  clock: Clock
}

/** An attempt with everything that had to be sent before it. */
interface Prepared {
  attempt: TicketAttempt
  body: ZendeskTicketBody
  textLength: number
}

/**
 * Creates tickets that the account accepts: one call when nothing is refused, else one more for each round of refusals. A round
 * follows only on a refusal, which had no effect; whatever leaves the effect open ends it.
 *
 * The hand-off's marker is the idempotency key of the first round, and the ticket's external id. Zendesk remembers a key for two
 * hours; a key that it knows with another text shows that an earlier sending may have made the ticket, which is then looked for.
 */
export const createTicketCreator = ({
  client,
  directory,
  required,
  ticketUrl,
  clock,
}: TicketCreatorOptions) => {
  /** The id of a person whom Zendesk cannot be told by address. Finding and making is one call, safe to repeat. */
  const findPerson = async (
    attempt: TicketAttempt,
    draft: TicketDraft,
    options: CallOptions,
  ): Promise<Read<{ id: number | null; attempt: TicketAttempt }>> => {
    const { person } = attempt
    if (person.by === 'email') return { ok: true, value: { id: null, attempt } }
    const user = { name: person.name, external_id: externalId(draft.requester) }
    const result = await client.people.createOrUpdate(
      person.phone === null ? user : { ...user, phone: person.phone },
      withoutMark(options),
    )
    if (result.effect === 'done') return { ok: true, value: { id: result.value.user.id, attempt } }
    if (result.failure.kind !== 'invalid' || person.phone === null)
      return { ok: false, failure: result.failure }
    const without = withUnmapped(
      { ...attempt, person: { ...person, phone: null } },
      { field: 'phone', value: person.phone, why: 'refused' },
    )
    return findPerson(without, draft, options)
  }

  const prepare = async (
    given: TicketAttempt,
    draft: TicketDraft,
    sent: Map<FileToAttach, string>,
    options: CallOptions,
  ): Promise<Read<Prepared>> => {
    const found = await findPerson(given, draft, options)
    if (!found.ok) return found
    let { attempt } = found.value
    const text = () => {
      const whole = draft.describe(attempt.unmapped)
      const isLong = attempt.textLimit !== null && whole.length > attempt.textLimit
      return isLong ? cutDescription(whole, attempt.textLimit ?? 0) : { html: whole, file: null }
    }
    const { file } = text()
    const files = attempt.mayAttach ? [...attempt.files, ...(file === null ? [] : [file])] : []
    const uploaded = await uploadFiles(client, files, sent, options)
    if (!uploaded.ok) return uploaded
    const { tokens, refused } = uploaded.value
    if (refused.length > 0) {
      const named = refused.map(({ name }) => ({
        field: 'attachments',
        value: name,
        why: 'refused' as const,
      }))
      const left = attempt.files.filter((each) => !refused.includes(each))
      attempt = withUnmapped({ ...attempt, files: left }, ...named)
    }
    const { html } = text()
    const { tags = [], ...properties } = attempt.properties
    const allTags = attempt.unmapped.length > 0 && attempt.mayTag ? [...tags, unmappedTag] : tags
    const custom = Object.entries(attempt.custom).map(([id, value]) => ({ id: Number(id), value }))
    const body: ZendeskTicketBody = {
      ...properties,
      comment: { html_body: html, public: true, ...(tokens.length === 0 ? {} : { uploads: tokens }) },
      ...(attempt.person.by === 'email'
        ? { requester: { name: attempt.person.name, email: attempt.person.email } }
        : { requester_id: found.value.id ?? 0 }),
      ...(draft.marker === undefined ? {} : { external_id: draft.marker }),
      ...(allTags.length === 0 ? {} : { tags: allTags }),
      ...(custom.length === 0 ? {} : { custom_fields: custom }),
    }
    return { ok: true, value: { attempt, body, textLength: html.length } }
  }

  return async (draft: TicketDraft, options: CallOptions): Promise<Write<Created>> => {
    const before = withoutMark(options)
    const fields = await directory.fields.get(before)
    if (!fields.ok) return { effect: 'none', failure: fields.failure }
    const named = nameZendeskFields(draft, fields.value)
    const references = await directory.resolve(named, before)
    if (!references.ok) return { effect: 'none', failure: references.failure }
    const context = {
      requester: draft.requester,
      fields: fields.value,
      today: new Date(clock.now()).toISOString().slice(0, 10),
    }
    const done = (id: number, { unmapped }: TicketAttempt): Write<Created> => ({
      effect: 'done',
      value: { ticket: { id: String(id), url: ticketUrl(id) }, unmapped },
    })
    const sent = new Map<FileToAttach, string>()
    const marker = draft.marker ?? null
    let key = marker
    let attempt = convertToZendeskTicket(named, {
      fields: fields.value,
      references: references.value,
      required,
    })
    for (let round = 1; ; round++) {
      const prepared = await prepare(attempt, draft, sent, options)
      if (!prepared.ok) return { effect: 'none', failure: prepared.failure }
      const { body, textLength } = prepared.value
      attempt = prepared.value.attempt
      const result = await client.tickets.create(body, key, options)
      if (result.effect === 'done') return done(result.value.ticket.id, attempt)
      const { failure, refusal } = result
      if (result.effect === 'unknown') return { effect: 'unknown', failure }
      if (failure.kind === 'conflict' && key !== null) return { effect: 'unknown', failure: stillRunning }
      if (refusal.code === keyMismatch && marker !== null) {
        const found = await client.tickets.byExternalId(marker, before)
        // What the first sending did is not known as long as nobody can look.
        if (found.effect !== 'done') return { effect: 'unknown', failure: found.failure }
        const ticket = found.value.tickets[0]
        if (ticket !== undefined) return done(ticket.id, attempt)
        key = `${marker}.${digest(body)}`
        if (round < mostMismatches) continue
      }
      const next = decideNextAttempt(attempt, { failure, refusal }, round, context, textLength)
      if (next === null) return { effect: 'none', failure: asCreateFailure(failure) }
      attempt = next
      key = marker === null ? null : `${marker}.${round + 1}`
    }
  }
}

const mostMismatches = 4

const digest = (body: ZendeskTicketBody): string =>
  createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 16)

const stillRunning: Failure = {
  kind: 'unavailable',
  message: 'The help desk is still at work on the same hand-off.',
  status: 409,
  code: 'STILL_RUNNING',
}

/** A ticket that is about to be made cannot be unknown or deleted: such an answer tells of the address. */
const asCreateFailure = (failure: Failure): Failure => {
  if (failure.kind !== 'not-found' && failure.kind !== 'gone') return failure
  const status = failure.kind === 'not-found' ? 404 : 405
  const message = `No tickets can be made at this address (${status}).`
  return { kind: 'unavailable', message, status, code: null }
}
