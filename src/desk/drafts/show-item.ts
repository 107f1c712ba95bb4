import { html } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { answerPanel, answerPart } from './answer-panel.ts'
import { readDraftPlace } from './draft-place.ts'
import { findItem } from './find-item.ts'
import { isGoingOut } from './panel-facts.ts'
import { readNames } from './read-names.ts'
import { refreshThread, renderItem } from './render-items.ts'

/**
 * How one reply or note stands, for the page that waits for it. `whole`: nothing but it is on the page, so that the whole panel takes its
 * place when it has gone out or has failed. What was sent is fetched into the conversation beside it.
 */
export const showItem = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const place = readDraftPlace(visit)
  if (place === null) return { kind: 'not-found' }
  const item = await findItem(desk.outbox, place, visit.params['item'] ?? '')
  if (item === null) return visit.isPart ? { kind: 'part', body: html`` } : { kind: 'not-found' }
  if (visit.query['whole'] === '1' && !isGoingOut(item)) {
    const { item: words } = visit.words.drafts
    const sent = item.kind === 'reply' ? words.sent : words.noteAdded
    const state = item.state === 'sent' ? { notice: sent, refreshThread: true } : {}
    return answerPanel(visit, desk, place, state, {
      headers: { 'hx-retarget': '#drafts-panel', 'hx-reswap': 'outerHTML' },
    })
  }
  const known = await desk.inbox.find(place)
  const nameOf = await readNames(desk)
  const facts = {
    place,
    nameOf,
    now: desk.clock.now(),
    url: known?.url ?? null,
    alone: visit.query['whole'] === '1',
  }
  const body = renderItem(visit, item, facts)
  return answerPart(visit, place, item.state === 'sent' ? html`${body}${refreshThread(place)}` : body)
}
