import type { CallRecord } from '../src/sandbox/call-log.ts'
import type { FreshdeskSandbox } from '../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import type { TriageStore } from '../src/triage/triage-store.ts'

export interface TriageJudgement {
  /** Living tickets of the help desk. */
  tickets: number
  /** Of these, those whose last change triage has not taken in. */
  missed: number[]
  /** Tickets that triage wrote to more than once, and those with more than one note of its. */
  writtenTwice: number[]
  notedTwice: number[]
  written: number
  noted: number
}

/** Faults after which the work was done, whatever the answer said. */
const acting = new Set([
  'act-then-drop',
  'act-then-hang',
  'act-then-status',
  'act-late',
  'half-answer',
  'slow-answer',
  'invalid-json',
  'empty-answer',
])
const portion = 500

const isSuccess = (status: number | null): boolean => status !== null && status >= 200 && status < 300

/** Of the calls of our key, those that changed a ticket's fields, by ticket. Nothing else in this world uses the API. */
const countWrites = (calls: readonly CallRecord[]): Map<number, number> => {
  const counts = new Map<number, number>()
  for (const { method, path, status, fault } of calls) {
    const id = method === 'PUT' ? Number(/^\/tickets\/(\d+)$/.exec(path)?.[1]) : Number.NaN
    const hasActed = isSuccess(status) || (fault !== null && acting.has(fault))
    if (Number.isInteger(id) && hasActed) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}

const countNotes = ({ account }: FreshdeskSandbox): Map<number, number> => {
  const counts = new Map<number, number>()
  for (const { ticketId, bodyText, private: isPrivate } of account.conversations.values())
    if (isPrivate && bodyText.includes('Relevo triage')) counts.set(ticketId, (counts.get(ticketId) ?? 0) + 1)
  return counts
}

const moreThanOnce = (counts: Map<number, number>): number[] =>
  [...counts].flatMap(([id, count]) => (count > 1 ? [id] : []))

/** Which changes triage has not taken in. Freshdesk tells times in whole seconds, and does not list what was deleted. */
export const findMissed = async (
  sandbox: FreshdeskSandbox,
  store: TriageStore,
  helpdesk: string,
): Promise<number[]> => {
  const living = [...sandbox.account.tickets.values()].filter(({ deleted, spam }) => !deleted && !spam)
  const missed: number[] = []
  for (let from = 0; from < living.length; from += portion) {
    const some = living.slice(from, from + portion)
    const known = await store.known(
      helpdesk,
      some.map(({ id }) => String(id)),
    )
    for (const { id, updatedAt } of some) {
      const changedAt = known.get(String(id))?.changedAt ?? -1
      if (changedAt < Math.floor(updatedAt / 1000) * 1000) missed.push(id)
    }
  }
  return missed
}

/** What the help desk itself has of what triage did, and what triage has of what happened there. */
export const judgeTriage = async (
  sandbox: FreshdeskSandbox,
  store: TriageStore,
  { helpdesk, calls }: { helpdesk: string; calls: readonly CallRecord[] },
): Promise<TriageJudgement> => {
  const [writes, notes] = [countWrites(calls), countNotes(sandbox)]
  return {
    tickets: [...sandbox.account.tickets.values()].filter(({ deleted }) => !deleted).length,
    missed: await findMissed(sandbox, store, helpdesk),
    writtenTwice: moreThanOnce(writes),
    notedTwice: moreThanOnce(notes),
    written: writes.size,
    noted: notes.size,
  }
}
