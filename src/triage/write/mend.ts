import { prioritySchema } from '../../../schemas/handoff.ts'
import type { FieldChange } from '../../../schemas/triage.ts'
import type { TicketEdit } from '../../helpdesk/ticket-desk.ts'
import { decideMend } from '../decide/decide-mend.ts'
import { holdsValue } from '../decide/holds-value.ts'
import type { Hint, TriageTicket } from '../triage-store.ts'
import { TriageUnavailable } from '../triage-unavailable.ts'
import { holdTicket } from './hold-ticket.ts'
import { LetGo } from './let-go.ts'
import { aroundMs, createToldMemory, type Told } from './remember-told.ts'
import { sendGuarded } from './send-guarded.ts'
import type { WriteTools } from './write-tools.ts'

const mostHints = 1_000

export interface Mender {
  /** What an event has told this process. */
  take(hint: Hint): void
  /** Looks at what was told, to this process and to others. */
  look(): Promise<void>
}

/** `open`: it is to be looked at again. */
type Mended = 'mended' | 'open' | 'closed'

/**
 * Puts back what a write of ours has covered. A vendor without a lock (Freshdesk) takes our value over one that an agent gave in the
 * milliseconds between our read and our write, or our undo, and only its events tell of that. Once a field and ticket: from then on the field is not
 * ours any more. The stop switch does not hold this back: it takes back what was written.
 */
export const createMender = (tools: WriteTools): Mender => {
  const { helpdesk, store, clock, logger, observe } = tools
  const memory = createToldMemory()

  const mendTicket = async (told: Told, row: TriageTicket): Promise<Mended> => {
    const { planned, state, ticketId } = row
    if (state === 'due' || state === 'sending' || state === 'unknown') return 'open'
    const isUndo = state === 'undoing' || state === 'undone'
    const at = isUndo ? row.sentAt : row.wroteAt
    const isNear = at !== null && Math.abs(told.toldAt - at) <= aroundMs
    const isOurs = isUndo || state === 'done'
    if (!isOurs || planned === null || planned.changes.length === 0 || !isNear) return 'closed'
    const options = { lane: 'background', signal: tools.stopping, reference: `triage ${ticketId}` } as const
    const choices = await tools.choices(options)
    if (!choices.ok) return 'open'
    const covered = planned.changes.flatMap((ours) => {
      const { field, before, after } = ours
      const covering = isUndo ? { field, before: after, after: before } : ours
      const value = decideMend(covering, told.changes, choices.value)
      return value === null ? [] : [{ ours, value }]
    })
    if (covered.length === 0) return 'closed'
    memory.keepOn(told, clock.now())

    const read = await helpdesk.readOrigins(ticketId, options)
    if (!read.ok) return 'open'
    if (read.value === null) return 'closed'
    const { ticket, origins } = read.value
    const still = covered.filter(
      ({ ours }) =>
        holdsValue(ticket, ours, isUndo ? 'before' : 'after', choices.value) &&
        origins[ours.field] !== 'person' &&
        origins[ours.field] !== 'rule',
    )
    // An undo that is under way may arrive yet.
    if (still.length === 0) return state === 'undoing' ? 'open' : 'closed'
    if (tools.stillness.waitMs(row, ticket) > 0) return 'open'
    const edit = composeMend(still, ticket.updatedAt)
    const written = await sendGuarded(
      tools,
      { isHeldBack: null, reference: `triage ${ticketId}` },
      (sending) => helpdesk.change(ticketId, edit, sending),
    )
    if (written.effect !== 'done') {
      const { kind } = written.failure
      const isFinal = kind === 'invalid' || kind === 'gone' || kind === 'not-found' || kind === 'forbidden'
      if (isFinal) logger.warn({ ticketId, failure: kind }, "a person's value could not be put back")
      return isFinal ? 'closed' : 'open'
    }
    observe({ kind: 'mended', helpdesk: helpdesk.name })
    const mended = new Set(still.map(({ ours }) => ours.field))
    logger.info({ ticketId, fields: [...mended] }, "a person's value that a write had covered was put back")
    const changes = planned.changes.filter(({ field }) => !mended.has(field))
    await holdTicket(store, row).step({ planned: { ...planned, changes } })
    return 'mended'
  }

  const lookAt = async (told: Told, row: TriageTicket | undefined): Promise<void> => {
    // Without a row it may not have been read yet.
    if (row === undefined) return
    try {
      told.isOpen = (await mendTicket(told, row)) === 'open'
    } catch (error) {
      if (error instanceof LetGo || error instanceof TriageUnavailable) return
      told.isOpen = false
      logger.error({ ticketId: told.ticketId, err: error }, 'looking for a covered value failed by a defect')
    }
  }

  return {
    take: memory.take,
    async look() {
      const now = clock.now()
      const hints = await store.hints({ helpdesk: helpdesk.name, toldBefore: now + 1, limit: mostHints })
      for (const hint of hints) if (now - hint.toldAt <= aroundMs) memory.take(hint)
      const open = memory.open(now).slice(0, mostHints)
      if (open.length === 0) return
      const rows = await store.known(
        helpdesk.name,
        open.map(({ ticketId }) => ticketId),
      )
      for (const told of open) await lookAt(told, rows.get(told.ticketId))
    },
  }
}

const composeMend = (
  covered: readonly { ours: FieldChange; value: string }[],
  ifUnchangedSince: string,
): TicketEdit => {
  const edit: TicketEdit = { ifUnchangedSince }
  for (const { ours, value } of covered) {
    if (ours.field === 'priority') edit.priority = prioritySchema.parse(value)
    else edit[ours.field] = value
  }
  return edit
}
