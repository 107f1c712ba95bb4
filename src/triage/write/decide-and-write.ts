import type { TriageMode, ValueField } from '../../../schemas/triage.ts'
import type { TriageThreshold } from '../../../schemas/triage-report.ts'
import type { Failure, Write } from '../../helpdesk/outcome.ts'
import { decideTriage, type FieldReasons, type TriageDecision } from '../decide/decide-triage.ts'
import { effectiveMode } from '../decide/effective-mode.ts'
import type { Switch } from '../triage-store.ts'
import { composeEdit } from './compose-edit.ts'
import { isStopSet } from './create-stop-watch.ts'
import { findRefusedFields } from './find-refused-fields.ts'
import { hashSettings } from './hash-settings.ts'
import type { HeldTicket } from './hold-ticket.ts'
import { isHeldBack } from './is-held-back.ts'
import { sendGuarded } from './send-guarded.ts'
import { sendNote } from './send-note.ts'
import { awaitEffect, leaveTicket, postponeTicket, settleTicket } from './settle-write.ts'
import { patienceMs, type WriteTools } from './write-tools.ts'

const mostConflicts = 5

/**
 * Reads a ticket anew, decides what is to be written, marks that before it is sent, sends it, and settles. A value that the account does
 * not take is left out, and the rest is written. While the stop switch is set, nothing happens and the ticket stays due.
 */
export const decideAndWrite = async (held: HeldTicket, tools: WriteTools): Promise<void> => {
  const refused = new Set<ValueField>()
  for (;;) {
    const fields = await attempt(held, refused, tools)
    if (fields.length === 0) return
    for (const field of fields) refused.add(field)
  }
}

/** Resolves with the fields whose values were refused; empty: it has ended. */
const attempt = async (
  held: HeldTicket,
  refused: ReadonlySet<ValueField>,
  tools: WriteTools,
): Promise<ValueField[]> => {
  const { helpdesk, settings, clock } = tools
  const { ticketId, prediction } = held.row
  if (isStopSet(await tools.stopWatch.switches())) return []
  const category = prediction?.category ?? null
  // Taken out of the configuration since: nobody wants it filed as that any more.
  if (category !== null && !Object.hasOwn(settings.categories, category))
    return ended(leaveTicket(held, 'category-gone', tools))
  const options = { lane: 'background', signal: tools.stopping, reference: `triage ${ticketId}` } as const
  const read = await helpdesk.readOrigins(ticketId, options)
  if (!read.ok) return ended(postponeTicket(held, read.failure, 'due', tools))
  if (read.value === null) return ended(leaveTicket(held, 'gone', tools))
  const { ticket } = read.value
  const waitMs = tools.stillness.waitMs(held.row, ticket)
  if (waitMs > 0) return ended(held.step({ state: 'due', dueAt: clock.now() + waitMs }))
  const choices = await tools.choices(options)
  if (!choices.ok) return ended(postponeTicket(held, choices.failure, 'due', tools))

  const threshold = await thresholdOf(category, prediction?.model ?? null, tools)
  // Reading may have waited for minutes for its turn: what was switched meanwhile counts.
  const switches = await tools.stopWatch.switches()
  if (isStopSet(switches)) return []
  const decision = decideTriage({
    ticket: held.row,
    found: read.value,
    modeOf: (field): TriageMode => effectiveMode({ triage: settings.triage, switches }, category, field),
    threshold: threshold?.threshold ?? null,
    areRulesRefuted: threshold?.rules?.written === false,
    hasOwnCategories: settings.hasOwnCategories,
    triageGroup: settings.triage.group ?? null,
    choices: choices.value,
    refused,
    isStopped: false,
  })
  if (decision.kind === 'nothing' || prediction === null)
    return ended(leaveTicket(held, decision.kind === 'nothing' ? decision.why : 'not-predicted', tools))

  const now = clock.now()
  const run = await tools.openRun({
    helpdesk: helpdesk.name,
    model: prediction.model,
    settings: hashSettings(settings, switches),
    now,
  })
  const planned = planOf(decision, ticket.updatedAt)
  await held.step({
    state: 'sending',
    action: decision.kind,
    run,
    planned,
    why: describeReasons(decision.reasons),
    sentAt: now,
    // When nobody has settled it until then, whoever sent it is not there any more, and what it sent has taken effect or will not.
    dueAt: now + patienceMs + 2 * tools.requestTimeoutMs + tools.settleMs,
  })
  const note = { prediction, suggested: decision.suggested, ticket }
  if (decision.kind === 'suggest') return ended(sendNote(held, note, tools))
  const how = {
    isHeldBack: (now: readonly Switch[]) => isHeldBack(settings, now, { category, needs: 'apply' }),
    reference: `triage ${ticketId}`,
  }
  const written = await sendGuarded(tools, how, (sending) =>
    helpdesk.change(ticketId, composeEdit(planned), sending),
  )
  if (written.effect !== 'done') return takeFailure(held, written, tools)
  if (!planned.note) return ended(settleTicket(held, { adopted: false }, tools))
  await held.step({ wroteAt: clock.now() })
  return ended(sendNote(held, note, tools))
}

const ended = async (work: Promise<void>): Promise<[]> => {
  await work
  return []
}

const thresholdOf = async (
  category: string | null,
  model: string | null,
  { thresholds }: WriteTools,
): Promise<TriageThreshold | null> => (category === null ? null : thresholds.thresholdOf(category, model))

type Acting = Exclude<TriageDecision, { kind: 'nothing' }>

const planOf = (decision: Acting, basedOn: string) => {
  const { suggested } = decision
  const isTold = suggested.changes.length + suggested.tags.length > 0
  return {
    changes: decision.kind === 'suggest' ? [] : decision.changes,
    tags: decision.kind === 'apply' ? decision.tags : [],
    note: decision.kind !== 'apply' || isTold,
    basedOn,
  }
}

const describeReasons = (reasons: FieldReasons): string | null =>
  Object.entries(reasons)
    .map(([field, reason]) => `${field}:${reason}`)
    .join(' ') || null

/** What follows when the fields were not written, or may not have been. */
const takeFailure = async (
  held: HeldTicket,
  written: Exclude<Write<unknown>, { effect: 'done' }>,
  tools: WriteTools,
): Promise<ValueField[]> => {
  if (written.effect === 'unknown') return ended(awaitEffect(held, tools))
  const { failure } = written
  switch (failure.kind) {
    case 'conflict':
      return ended(takeConflict(held, tools))
    case 'not-found':
    case 'gone':
      return ended(leaveTicket(held, 'gone', tools))
    case 'invalid':
      return takeRefusal(held, failure, tools)
    case 'held':
    case 'rate-limited':
    case 'credentials':
    case 'forbidden':
    case 'too-large':
    case 'unsupported':
    case 'unavailable':
      return ended(postponeTicket(held, failure, 'due', tools))
    default:
      return failure satisfies never
  }
}

/** Somebody was quicker: it is read and decided anew, when the second of their change is over. Who works on a ticket all the time does not need us. */
const takeConflict = async (held: HeldTicket, tools: WriteTools): Promise<void> => {
  const { conflicts, clock } = tools
  const { ticketId } = held.row
  const times = (conflicts.get(ticketId) ?? 0) + 1
  if (times < mostConflicts) {
    conflicts.set(ticketId, times)
    return held.step({ state: 'due', dueAt: clock.now() })
  }
  conflicts.delete(ticketId)
  return leaveTicket(held, 'busy', tools)
}

const takeRefusal = async (held: HeldTicket, failure: Failure, tools: WriteTools): Promise<ValueField[]> => {
  const changes = held.row.planned?.changes ?? []
  const fields = findRefusedFields(
    failure,
    changes.map(({ field }) => field),
  )
  for (const { field, after } of changes) if (fields.includes(field)) tools.tellRefused(field, after)
  if (fields.length > 0) return fields
  const faults = failure.kind === 'invalid' ? failure.faults.map(({ field, code }) => `${field}:${code}`) : []
  tools.logger.warn({ ticketId: held.row.ticketId, faults }, 'the help desk does not take what triage writes')
  return ended(leaveTicket(held, 'refused', tools))
}
