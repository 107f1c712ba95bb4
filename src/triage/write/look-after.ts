import { type PlannedWrite, type Prediction, valueFieldSchema } from '../../../schemas/triage.ts'
import { decideAfterLook } from '../decide/decide-after-look.ts'
import type { Suggested } from '../decide/decide-triage.ts'
import { effectiveMode } from '../decide/effective-mode.ts'
import { decideAndWrite } from './decide-and-write.ts'
import type { HeldTicket } from './hold-ticket.ts'
import { sendNote } from './send-note.ts'
import { leaveTicket, postponeTicket, settleTicket } from './settle-write.ts'
import { triageMarker } from './triage-marker.ts'
import type { WriteTools } from './write-tools.ts'

/**
 * Looks whether a marked write took effect, once it is certain that it has or will not: after a lost answer, and when whoever sent it is
 * not there any more. What is there is adopted; what is not is sent again only to a ticket that nobody has touched since.
 */
export const lookAfter = async (held: HeldTicket, tools: WriteTools): Promise<void> => {
  const { planned, prediction, wroteAt } = held.row
  if (planned === null || prediction === null) return leaveTicket(held, 'defect', tools)
  const hasFields = planned.changes.length + planned.tags.length > 0
  if (hasFields && wroteAt === null && !(await adoptFields(held, planned, tools))) return
  if (!planned.note) return settleTicket(held, { adopted: true }, tools)
  return lookForNote(held, prediction, tools)
}

const optionsOf = ({ row }: HeldTicket, { stopping }: WriteTools) =>
  ({ lane: 'background', signal: stopping, reference: `triage ${row.ticketId}` }) as const

/** True: the fields are there, and marked as written. False: it has ended, or goes on otherwise. */
const adoptFields = async (held: HeldTicket, planned: PlannedWrite, tools: WriteTools): Promise<boolean> => {
  const { helpdesk, clock } = tools
  const options = optionsOf(held, tools)
  const read = await helpdesk.readOrigins(held.row.ticketId, options)
  const choices = read.ok ? await tools.choices(options) : read
  if (!read.ok || !choices.ok) {
    if (!choices.ok) await postponeTicket(held, choices.failure, 'unknown', tools)
    return false
  }
  if (read.value === null) {
    await leaveTicket(held, 'gone', tools)
    return false
  }
  const look = decideAfterLook(planned, read.value, choices.value)
  switch (look.kind) {
    case 'send-again':
      await decideAndWrite(held, tools)
      return false
    case 'let-go':
      await leaveTicket(held, 'touched', tools)
      return false
    case 'adopt':
      await held.step({ planned: look.planned, wroteAt: held.row.sentAt ?? clock.now() })
      return true
    default:
      return look satisfies never
  }
}

const lookForNote = async (held: HeldTicket, prediction: Prediction, tools: WriteTools): Promise<void> => {
  const { helpdesk } = tools
  const { ticketId, wroteAt } = held.row
  const options = optionsOf(held, tools)
  const marker = triageMarker({ helpdesk: helpdesk.name, ticketId })
  const looked = await helpdesk.hasMarkedMessage(ticketId, marker, options)
  if (!looked.ok) return postponeTicket(held, looked.failure, 'unknown', tools)
  if (looked.value?.found === true) return settleTicket(held, { adopted: true }, tools)
  if (wroteAt === null)
    return looked.value === null ? leaveTicket(held, 'gone', tools) : decideAndWrite(held, tools)
  if (looked.value === null) return settleTicket(held, { adopted: true }, tools)
  const read = await helpdesk.readOrigins(ticketId, options)
  if (!read.ok) return postponeTicket(held, read.failure, 'unknown', tools)
  if (read.value === null) return settleTicket(held, { adopted: true }, tools)
  const suggested = await suggestRest(held, prediction, tools)
  return sendNote(held, { prediction, suggested, ticket: read.value.ticket }, tools)
}

/** What was not written, and may be said. */
const suggestRest = async (
  { row }: HeldTicket,
  prediction: Prediction,
  { settings, stopWatch }: WriteTools,
): Promise<Suggested> => {
  const switches = await stopWatch.switches()
  const written = new Set(row.action === 'route' ? [] : row.planned?.changes.map(({ field }) => field))
  const changes = valueFieldSchema.options.flatMap((field) => {
    const after = prediction.values[field]
    const mode = effectiveMode({ triage: settings.triage, switches }, prediction.category, field)
    return after === null || written.has(field) || mode === 'observe' ? [] : [{ field, before: null, after }]
  })
  return { changes, tags: [] }
}
