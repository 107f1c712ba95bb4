import * as z from 'zod'
import { composeHandOverStory, type HandOverStory } from '../helpdesk/hand-over/compose-hand-over-note.ts'
import { composePromise, type ServicePromise } from '../helpdesk/hand-over/compose-promise.ts'
import { type HandedOver, handOver } from '../helpdesk/hand-over/hand-over.ts'
import type { Helpdesk, Read } from '../helpdesk/helpdesk.ts'
import type { Operation } from './operation.ts'
import { handOverReasons, readHandOverReason } from './read-hand-over-reason.ts'
import { readTicket } from './set-values.ts'
import type { HandedOverTo, HandOverOrder } from './tickets.ts'

/** What the company says of itself in a language, at a moment (ms). */
export type ServiceOf = (language: string, at: number) => ServicePromise

const who = z.strictObject({ id: z.string(), name: z.string() }).nullable()

const keptSchema = z.strictObject({
  ticketId: z.string(),
  url: z.string(),
  agent: who,
  group: who,
  why: z.enum(handOverReasons),
  noteId: z.string().nullable(),
  noteProblem: z.string().nullable(),
  promise: z.strictObject({
    text: z.string(),
    officeHours: z.string().nullable(),
    isOpen: z.boolean().nullable(),
    firstResponseMinutes: z.number().nullable(),
  }),
})

/** Gives a ticket to people. The assignment can be repeated without harm; the note is what is looked for. */
export const handOverOperation = (options: {
  helpdesk: Helpdesk
  ticketId: string
  order: HandOverOrder
  /** The configured one. */
  language: string
  service: ServiceOf
  now: () => number
}): Operation<HandedOverTo> => {
  const { helpdesk, ticketId, order, service, now } = options
  const language = order.language ?? options.language
  const { summary, tried, question } = order
  const story: HandOverStory = { summary, tried, question, language }

  const promiseOf = (promised: HandedOver['promise']): HandedOverTo['promise'] => {
    const { text, officeHours, isOpen, firstResponseMinutes } = promised
    return { text, officeHours, isOpen, firstResponseMinutes }
  }
  const named = (one: { id: string; name: string } | null) => one && { id: one.id, name: one.name }

  return {
    helpdesk,
    ticketId,
    async send(call) {
      const { agent, group, pickAgent, status, priority } = order
      const request = { agent, group, pickAgent, status, priority }
      const given = { request, story, service: service(language, now()) }
      const write = await handOver(helpdesk, ticketId, given, call)
      if (write.effect === 'none') return write
      if (write.effect === 'unknown') return { ...write, said: false }
      const { ticket, note, noteFailure, why, promise, ...to } = write.value
      if (noteFailure?.effect === 'unknown') {
        return { effect: 'unknown', failure: noteFailure.failure, said: true }
      }
      const value: HandedOverTo = {
        ticketId,
        url: ticket.url,
        agent: named(to.agent),
        group: named(to.group),
        why,
        noteId: note?.id ?? null,
        noteProblem: noteFailure?.failure.message ?? null,
        promise: promiseOf(promise),
      }
      return { effect: 'done', value, messageId: value.noteId }
    },
    speech: {
      own: { html: composeHandOverStory(story), private: true },
      async adopt(message, _isLate, call) {
        const ticket = await readTicket(helpdesk, ticketId, call)
        if (!ticket.ok) return ticket
        const { agentId, groupId, url } = ticket.value
        const value: HandedOverTo = {
          ticketId,
          url,
          agent: await nameOf(agentId, () => helpdesk.listAgents(call)),
          group: await nameOf(groupId, () => helpdesk.listGroups(call)),
          why: readHandOverReason(message, language),
          noteId: message.id,
          noteProblem: null,
          promise: promiseOf(composePromise(ticketId, service(language, now()), language)),
        }
        return { ok: true, value }
      },
    },
    keep: (value) => keptSchema.parse(value),
    recall: async (kept) => ({ ok: true, value: keptSchema.parse(kept) }),
  }
}

/** With its id for a name when the list cannot be read. */
const nameOf = async (
  id: string | null,
  list: () => Promise<Read<{ id: string; name: string }[]>>,
): Promise<{ id: string; name: string } | null> => {
  if (id === null) return null
  const read = await list()
  const found = read.ok ? read.value.find((one) => one.id === id) : undefined
  return { id, name: found?.name ?? id }
}
