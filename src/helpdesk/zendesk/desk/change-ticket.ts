import type { Ticket } from '../../../../schemas/ticket.ts'
import type { ZendeskTicket } from '../../../../schemas/zendesk/ticket.ts'
import type { CallOptions, Failure, UnmappedField, Write } from '../../helpdesk.ts'
import type { TicketEdit } from '../../ticket-desk.ts'
import { putPatiently } from '../add-comment.ts'
import { convertTags } from '../convert-tags.ts'
import type { ZendeskClient } from '../zendesk-client.ts'
import type { ZendeskDirectory } from '../zendesk-directory.ts'
import { isZendeskId } from '../zendesk-id.ts'
import { createEditComposer } from './compose-edit.ts'
import { asRefusal, noSuchTicket } from './say.ts'

export interface TicketChangerOptions {
  client: ZendeskClient
  directory: ZendeskDirectory
  toTicket: (ticket: ZendeskTicket) => Ticket
}

type Changed = Write<{ ticket: Ticket; unmapped: UnmappedField[] }>

/**
 * Changes a ticket. With `ifUnchangedSince` everything, tags included, goes in one step that Zendesk checks itself; without it tags
 * go first, through the endpoint that adds and the one that takes away, so that nobody's tags are lost.
 */
export const createTicketChanger = ({ client, directory, toTicket }: TicketChangerOptions) => {
  const compose = createEditComposer(directory)

  const failed = (effect: 'none' | 'unknown', failure: Failure): Changed => ({
    effect,
    failure: effect === 'none' ? asRefusal(failure) : failure,
  })

  return async (ticketId: string, edit: TicketEdit, options: CallOptions): Promise<Changed> => {
    if (!isZendeskId(ticketId)) return failed('none', noSuchTicket)
    const composed = await compose(edit, options)
    if (!composed.ok) return { effect: 'none', failure: composed.failure }
    const { unmapped } = composed.value
    let { body } = composed.value
    const add = convertTags(edit.addTags ?? [])
    const remove = convertTags(edit.removeTags ?? [])
    const done = (ticket: ZendeskTicket): Changed => ({
      effect: 'done',
      value: { ticket: toTicket(ticket), unmapped },
    })
    const read = async (): Promise<ZendeskTicket | Changed> => {
      const result = await client.tickets.get(ticketId, options)
      return result.effect === 'done' ? result.value.ticket : failed('none', result.failure)
    }
    let ticket: ZendeskTicket | null = null
    if (
      edit.ifUnchangedSince !== undefined ||
      add.length + remove.length > 0 ||
      Object.keys(body).length === 0
    ) {
      const found = await read()
      if ('effect' in found) return found
      ticket = found
    }
    // Only what is not so yet: a ticket takes thirty updates in ten minutes.
    const present = (ticket?.tags ?? []).map((tag) => tag.toLowerCase())
    const missing = add.filter((tag) => !present.includes(tag))
    const surplus = remove.filter((tag) => present.includes(tag))
    if (edit.ifUnchangedSince !== undefined && ticket !== null) {
      if (!isSameMoment(ticket.updated_at, edit.ifUnchangedSince))
        return { effect: 'none', failure: conflict }
      if (missing.length + surplus.length > 0) {
        const kept = (ticket.tags ?? []).filter((tag) => !surplus.includes(tag.toLowerCase()))
        body = { ...body, tags: [...kept, ...missing] }
      }
      if (Object.keys(body).length === 0) return done(ticket)
      body = { ...body, safe_update: true, updated_stamp: ticket.updated_at ?? '' }
    } else {
      if (missing.length > 0) {
        const added = await client.tickets.addTags(ticketId, missing, options)
        if (added.effect !== 'done') return failed(added.effect, added.failure)
      }
      if (surplus.length > 0) {
        const removed = await client.tickets.removeTags(ticketId, surplus, options)
        if (removed.effect !== 'done') return failed(removed.effect, removed.failure)
      }
      if (Object.keys(body).length === 0 && ticket !== null) {
        if (missing.length + surplus.length === 0) return done(ticket)
        const tags = (ticket.tags ?? []).filter((tag) => !surplus.includes(tag.toLowerCase()))
        return done({ ...ticket, tags: [...tags, ...missing] })
      }
    }
    const result = await putPatiently(client, ticketId, body, options)
    if (result.effect === 'done') return done(result.value.ticket)
    return result.failure.kind === 'conflict'
      ? { effect: result.effect, failure: conflict }
      : failed(result.effect, result.failure)
  }
}

const conflict: Failure = {
  kind: 'conflict',
  message: 'Somebody else has changed the ticket in the meantime.',
}

const isSameMoment = (one: string | null | undefined, other: string): boolean =>
  Math.floor(Date.parse(one ?? '') / 1000) === Math.floor(Date.parse(other) / 1000)
