import { prioritySchema } from '../../../schemas/handoff.ts'
import type { FieldChange } from '../../../schemas/triage.ts'
import type { TicketEdit } from '../../helpdesk/ticket-desk.ts'
import { type Clock, sleep } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import { decideUndo } from '../decide/decide-undo.ts'
import type { UndoReport } from '../triage.ts'
import type { TriageStore, TriageTicket } from '../triage-store.ts'
import { createChoiceReader } from './create-choice-reader.ts'
import { createStillness, type Stillness } from './create-stillness.ts'
import { type HeldTicket, holdTicket } from './hold-ticket.ts'
import { LetGo } from './let-go.ts'
import type { ReadChoices, WriteDesk } from './writer.ts'

export type UndoDesk = Pick<WriteDesk, 'name' | 'readOrigins' | 'change' | 'listGroups' | 'fieldSchema'>

export interface UndoOptions {
  run: string
  helpdesks: ReadonlyMap<string, UndoDesk>
  store: Pick<TriageStore, 'run' | 'writtenIn' | 'step'>
  clock: Clock
  logger: Logger
  /** As in the audit trail. */
  who: string
  signal: AbortSignal
  /** Tickets looked at so far, of those that the run wrote to. */
  onProgress: (done: number, of: number) => void
}

const pageOf = 100
const atOnce = 8
const mostConflicts = 5

type Undone =
  | { kind: 'undone' | 'touched' | 'before' }
  /** It was only a note. */
  | { kind: 'nothing' }
  | { kind: 'failed'; why: string }

interface UndoTools {
  helpdesk: UndoDesk
  store: UndoOptions['store']
  choices: ReadChoices
  stillness: Stillness
  clock: Clock
  signal: AbortSignal
}

/**
 * Takes back what one run changed, where nobody has touched it since; null: there is no such run. Notes stay. A ticket is marked before
 * it is written to, so that after an end, a crash or a lost answer a repeat goes on. Rejects with `TriageUnavailable`. When `signal` aborts,
 * the report tells how far it came.
 */
export async function undoRun(options: UndoOptions): Promise<UndoReport | null> {
  const { run, store, helpdesks, clock, signal, onProgress } = options
  const summary = await store.run(run)
  if (summary === null) return null
  const report: UndoReport = { run, undone: 0, touched: 0, before: 0, failed: [] }
  const helpdesk = helpdesks.get(summary.helpdesk)
  const of = summary.applied + summary.routed + summary.undone
  const stillness = createStillness(clock)
  let done = 0

  const take = async (ticket: TriageTicket): Promise<void> => {
    const undone: Undone =
      helpdesk === undefined
        ? { kind: 'failed', why: 'not-configured' }
        : await undoTicket(ticket, {
            ...{ helpdesk, store, stillness, clock, signal },
            choices: createChoiceReader(helpdesk),
          })
    if (undone.kind === 'nothing') return
    if (undone.kind === 'failed') report.failed.push({ ticketId: ticket.ticketId, why: undone.why })
    else report[undone.kind] += 1
    done += 1
    onProgress(done, Math.max(done, of))
  }

  for (let after: string | null = null; !signal.aborted; ) {
    const page: TriageTicket[] = await store.writtenIn({ run, after, limit: pageOf })
    const queue = page.values()
    const work = async (): Promise<void> => {
      for (const ticket of queue) {
        if (signal.aborted) return
        await take(ticket)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, work))
    if (page.length < pageOf) break
    after = page.at(-1)?.ticketId ?? null
  }
  const { undone, touched, failed } = report
  options.logger.info(
    { run, who: options.who, undone, touched, failed: failed.length },
    'a run was taken back',
  )
  return report
}

/** A conflict means that somebody has just changed it: it is looked at anew, and then is `touched` if it was one of our fields. */
async function undoTicket(ticket: TriageTicket, tools: UndoTools): Promise<Undone> {
  if (ticket.state === 'undone') return { kind: 'before' }
  if (ticket.action === 'suggest' || ticket.planned === null) return { kind: 'nothing' }
  // Whoever writes it still has it, or it is not known yet whether it was written: a repeat takes it back.
  if (ticket.state === 'sending' || ticket.state === 'unknown') return { kind: 'failed', why: 'under-way' }
  const held = holdTicket(tools.store, ticket)
  try {
    for (let conflicts = 0; conflicts < mostConflicts; conflicts++) {
      const undone = await attempt(held, tools)
      if (undone !== 'conflict') return undone
    }
    return { kind: 'failed', why: 'busy' }
  } catch (error) {
    if (error instanceof LetGo) return { kind: 'failed', why: 'busy' }
    throw error
  }
}

async function attempt(held: HeldTicket, tools: UndoTools): Promise<Undone | 'conflict'> {
  const { helpdesk, clock, signal } = tools
  const { ticketId, planned, state } = held.row
  if (planned === null) return { kind: 'nothing' }
  const options = { lane: 'background', signal, reference: `undo ${ticketId}` } as const
  const read = await readStill(held, tools)
  if (!read.ok) return { kind: 'failed', why: read.failure.kind }
  const choices = await tools.choices(options)
  if (!choices.ok) return { kind: 'failed', why: choices.failure.kind }
  const decision = read.value === null ? null : decideUndo(planned, read.value, choices.value)
  if (read.value === null || decision === null || decision.kind === 'touched') {
    if (state === 'undoing') await held.step({ state: 'done' })
    return { kind: 'touched' }
  }
  if (decision.kind === 'undo') {
    await held.step({ state: 'undoing', sentAt: clock.now() })
    const edit = composeUndo(decision, read.value.ticket.updatedAt)
    const written = await helpdesk.change(ticketId, edit, options)
    if (written.effect === 'unknown') return { kind: 'failed', why: 'unknown' }
    if (written.effect === 'none') {
      await held.step({ state: 'done' })
      if (written.failure.kind === 'conflict') return 'conflict'
      return { kind: 'failed', why: written.failure.kind }
    }
  }
  // It may have waited long for its turn: what events tell is about the moments around its end.
  await held.step({ state: 'undone', sentAt: clock.now() })
  return { kind: 'undone' }
}

/** Read when the second of its last change is over; see `createStillness`. */
async function readStill(held: HeldTicket, { helpdesk, stillness, clock, signal }: UndoTools) {
  const { row } = held
  const options = { lane: 'background', signal, reference: `undo ${row.ticketId}` } as const
  for (;;) {
    const read = await helpdesk.readOrigins(row.ticketId, options)
    if (!read.ok || read.value === null) return read
    const waitMs = stillness.waitMs(row, read.value.ticket)
    if (waitMs === 0 || signal.aborted) return read
    await sleep(clock, waitMs, signal)
  }
}

function composeUndo(
  { restore, tags }: { restore: readonly FieldChange[]; tags: readonly string[] },
  ifUnchangedSince: string,
): TicketEdit {
  const edit: TicketEdit = { ifUnchangedSince }
  if (tags.length > 0) edit.removeTags = [...tags]
  for (const { field, before, ids } of restore) {
    if (field === 'priority') edit.priority = before === null ? null : prioritySchema.parse(before)
    else edit[field] = ids === undefined ? before : ids.before
  }
  return edit
}
