import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { answerPanel } from './answer-panel.ts'
import { readDraftPlace } from './draft-place.ts'
import { findItem } from './find-item.ts'

/** Takes back what is not out yet, and gives the text back; sets aside what failed. */
export const undoSend = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const place = readDraftPlace(visit)
  if (place === null) return { kind: 'not-found' }
  const before = await findItem(desk.outbox, place, visit.params['item'] ?? '')
  if (before === null) return { kind: 'not-found' }
  const { item: words } = visit.words.drafts
  const undone = await desk.outbox.cancel(before.id, visit.who)
  if (undone.kind === 'not-found') return { kind: 'not-found' }
  if (undone.kind === 'late') return answerPanel(visit, desk, place, { notice: words.late })
  if (before.state === 'failed') return answerPanel(visit, desk, place, { notice: words.asideDone })
  const { text, status } = undone.item
  return answerPanel(visit, desk, place, {
    notice: words.undone,
    status,
    focus: true,
    ...(text === null ? {} : { text }),
  })
}

/** Tries again what failed. */
export const retrySend = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const place = readDraftPlace(visit)
  if (place === null) return { kind: 'not-found' }
  const item = await findItem(desk.outbox, place, visit.params['item'] ?? '')
  if (item === null) return { kind: 'not-found' }
  const retried = await desk.outbox.retry(item.id, visit.who)
  const { item: words } = visit.words.drafts
  return answerPanel(visit, desk, place, { notice: retried.kind === 'held' ? words.heldNow : words.late })
}
