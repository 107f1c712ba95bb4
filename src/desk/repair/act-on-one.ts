import type { HandoffEdit } from '../../../schemas/api.ts'
import type { Handoff, HandoffState } from '../../../schemas/handoff.ts'
import type { Fault } from '../../../schemas/problem.ts'
import { applyEdit } from '../../api/apply-edit.ts'
import type { Entry, Ledger, PersonOutcome } from '../../ledger/ledger.ts'
import { requesterKey } from '../../ledger/requester-key.ts'

export type ActOutcome =
  | { kind: 'done' }
  | { kind: 'not-found' }
  /** Somebody, or a worker, was quicker: it is in this state now. */
  | { kind: 'wrong-state'; state: HandoffState }
  /** The content is no longer kept. */
  | { kind: 'erased' }
  /** It could not be delivered like this. */
  | { kind: 'faulty'; faults: Fault[] }

export interface Acting {
  ledger: Pick<Ledger, 'find' | 'edit' | 'release' | 'retryNow' | 'dismiss'>
  /** Who does it. */
  by: string
}

const outcomeOf = (outcome: PersonOutcome): ActOutcome =>
  outcome.kind === 'wrong-state' ? { kind: 'wrong-state', state: outcome.state } : { kind: outcome.kind }

/** Sends on what is stuck, whatever state that is. What was refused goes on only when it could have come in. */
export const sendAgain = async (id: string, { ledger, by }: Acting): Promise<ActOutcome> => {
  const entry = await ledger.find(id)
  if (entry === null) return { kind: 'not-found' }
  switch (entry.state) {
    case 'waiting':
      return outcomeOf(await ledger.retryNow(id, by))
    case 'refused':
    case 'parked': {
      const checked = entry.handoff === null ? null : applyEdit(entry.handoff, {})
      if (checked?.ok === false && entry.state === 'refused')
        return { kind: 'faulty', faults: checked.faults }
      return outcomeOf(await ledger.release(id, by))
    }
    default:
      return { kind: 'wrong-state', state: entry.state }
  }
}

/** Corrects the content; nothing is sent. */
export const correct = async (
  entry: Pick<Entry, 'id' | 'handoff'>,
  edit: (handoff: Handoff) => HandoffEdit,
  { ledger, by }: Acting,
): Promise<ActOutcome> => {
  if (entry.handoff === null) return { kind: 'erased' }
  const edited = applyEdit(entry.handoff, edit(entry.handoff))
  if (!edited.ok) return { kind: 'faulty', faults: edited.faults }
  const key = requesterKey(edited.handoff.requester)
  return outcomeOf(await ledger.edit(entry.id, edited.handoff, key, by))
}

export const dismiss = async (id: string, why: string, { ledger, by }: Acting): Promise<ActOutcome> =>
  outcomeOf(await ledger.dismiss(id, why, by))
