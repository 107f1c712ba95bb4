import { backoffMs } from '../../ops/backoff.ts'
import { sleep } from '../../ops/clock.ts'
import type { TriageTicket } from '../triage-store.ts'
import { TriageUnavailable } from '../triage-unavailable.ts'
import { decideAndWrite } from './decide-and-write.ts'
import { type HeldTicket, holdTicket } from './hold-ticket.ts'
import { LetGo } from './let-go.ts'
import { lookAfter } from './look-after.ts'
import { leaveTicket } from './settle-write.ts'
import type { WriteTools } from './write-tools.ts'

const defectPause = { first: 60_000, ceiling: 3_600_000 }
const mostDefects = 5
const unavailableMs = 5_000

/** Does what is due with one ticket. Never rejects: a defect of ours keeps no other ticket from being worked on. */
export const workTicket = async (ticket: TriageTicket, tools: WriteTools): Promise<void> => {
  const { helpdesk, store, logger, clock, stopping } = tools
  const held = holdTicket(store, ticket)
  const ids = { helpdesk: helpdesk.name, ticketId: ticket.ticketId }
  try {
    switch (ticket.state) {
      case 'due':
        return await decideAndWrite(held, tools)
      case 'sending':
      case 'unknown':
        return await lookAfter(held, tools)
      case 'done':
      case 'left':
      case 'undoing':
      case 'undone':
      case null:
        return await held.step({ dueAt: null })
      default:
        return ticket.state satisfies never
    }
  } catch (error) {
    if (error instanceof LetGo) return logger.debug(ids, 'somebody else has this ticket')
    if (error instanceof TriageUnavailable) {
      logger.warn({ ...ids, code: error.code }, 'a ticket is written later: the store is away')
      // It is due still, and a store that can be read and not written would have the help desk asked without end.
      return sleep(clock, unavailableMs, stopping)
    }
    logger.error({ ...ids, err: error }, 'writing to a ticket failed by a defect; it is tried again')
    await putOff(held, tools)
  }
}

/** Whether what was sent took effect is still looked after: the state stays. */
const putOff = async (held: HeldTicket, tools: WriteTools): Promise<void> => {
  const attempts = held.row.attempts + 1
  try {
    if (attempts > mostDefects) return await leaveTicket(held, 'defect', tools)
    const dueAt = tools.clock.now() + backoffMs(attempts, defectPause, () => 0.5 + tools.random() / 2)
    await held.step({ attempts, dueAt: Math.max(held.row.dueAt ?? 0, dueAt) })
  } catch (error) {
    tools.logger.warn({ ticketId: held.row.ticketId, err: error }, 'a ticket could not be put off')
  }
}
