import type { Failure } from '../../helpdesk/outcome.ts'
import type { WriteStep } from '../triage-store.ts'
import type { HeldTicket } from './hold-ticket.ts'
import { planAgain } from './plan-again.ts'
import type { WriteTools } from './write-tools.ts'

/** Decided not to write, or given up. What of it was written stands, and stays known for an undo: then it is settled. */
export const leaveTicket = async (held: HeldTicket, why: string, tools: WriteTools): Promise<void> => {
  const { observe, helpdesk } = tools
  if (held.row.wroteAt !== null) {
    const known = held.row.why ?? ''
    return settleTicket(held, { adopted: false, why: `${known} ${why}`.trim() }, tools)
  }
  await held.step({ state: 'left', why, dueAt: null })
  observe({ kind: 'left', helpdesk: helpdesk.name, why })
}

/** Written, as far as it was to be. `adopted`: it had been written before. */
export const settleTicket = async (
  held: HeldTicket,
  done: { adopted: boolean; noteId?: string; why?: string },
  { observe, helpdesk, clock }: WriteTools,
): Promise<void> => {
  const { action, wroteAt } = held.row
  await held.step({
    state: 'done',
    dueAt: null,
    wroteAt: wroteAt ?? clock.now(),
    ...(done.noteId === undefined ? {} : { noteId: done.noteId }),
    ...(done.why === undefined ? {} : { why: done.why }),
  })
  if (action !== null) observe({ kind: 'written', helpdesk: helpdesk.name, action, adopted: done.adopted })
}

/** Tried again later, in the state that is given; or left when trying is of no use. */
export const postponeTicket = async (
  held: HeldTicket,
  failure: Failure,
  state: Extract<WriteStep['state'], 'due' | 'sending' | 'unknown'>,
  tools: WriteTools,
): Promise<void> => {
  const attempts = held.row.attempts + 1
  const plan = planAgain({ failure, attempts, now: tools.clock.now() }, tools.random)
  if (plan.kind === 'give-up') return leaveTicket(held, plan.why, tools)
  await held.step({ state, attempts, dueAt: plan.dueAt })
}

/** It may have taken effect: looked after when it has, if it has. */
export const awaitEffect = (held: HeldTicket, { clock, settleMs }: WriteTools): Promise<void> =>
  held.step({ state: 'unknown', dueAt: clock.now() + settleMs, attempts: held.row.attempts + 1 })
