import { html } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { answerPanel, answerPart } from './answer-panel.ts'
import { readDraftPlace } from './draft-place.ts'
import { findItem } from './find-item.ts'
import { isGoingOut } from './panel-facts.ts'
import { renderItem } from './render-items.ts'

/**
 * How one reply or note stands, for the page that waits for it. `whole`: nothing but it is on the page, so that the whole panel takes its
 * place when it has gone out or has failed. Others on the page hear `relevo:sent`.
 */
export const showItem = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const place = readDraftPlace(visit)
  if (place === null) return { kind: 'not-found' }
  const item = await findItem(desk.outbox, place, visit.params['item'] ?? '')
  if (item === null) return visit.isPart ? { kind: 'part', body: html`` } : { kind: 'not-found' }
  const told: Record<string, string> = item.state === 'sent' ? { 'hx-trigger': 'relevo:sent' } : {}
  if (visit.query['whole'] === '1' && !isGoingOut(item)) {
    const { item: words } = visit.words.drafts
    const sent = item.kind === 'reply' ? words.sent : words.noteAdded
    const state = item.state === 'sent' ? { notice: sent } : {}
    return answerPanel(visit, desk, place, state, {
      headers: { ...told, 'hx-retarget': '#drafts-panel', 'hx-reswap': 'outerHTML' },
    })
  }
  const known = await desk.inbox.find(place)
  const facts = { place, now: desk.clock.now(), url: known?.url ?? null, alone: visit.query['whole'] === '1' }
  return answerPart(visit, place, renderItem(visit, item, facts), { headers: told })
}
