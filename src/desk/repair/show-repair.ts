import type { StuckState } from '../../ledger/stuck.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { findGroups, waitsLongMs } from './find-groups.ts'
import type { ReasonGroup } from './group-reasons.ts'

const states: readonly StuckState[] = ['parked', 'refused', 'waiting']

/** How many hand-offs, in words. */
export const countOf = (count: number, { words, write }: Visitor): string =>
  count === 1 ? words.repair.one : words.repair.handoffs(write.number(count))

/** All that is stuck, by reason, the newest first. */
export const showRepair = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const { repair: texts } = visit.words
  const { groups, complete } = await findGroups(visit, desk)
  return {
    kind: 'page',
    title: texts.title,
    place: 'repair',
    styles: ['repair.css'],
    body: html`<div class="head"><h1>${texts.title}</h1></div>
<p class="muted">${texts.intro}</p>
${complete ? null : html`<p class="notice">${texts.incomplete}</p>`}
${
  groups.length === 0
    ? html`<section class="card"><p class="empty"><strong>${texts.nothing}</strong><br>${texts.nothingMore}</p></section>`
    : states.map((state) =>
        renderState(
          state,
          groups.filter((group) => group.state === state),
          visit,
        ),
      )
}`,
  }
}

const renderState = (state: StuckState, groups: ReasonGroup[], visit: Visitor): Markup | null => {
  const { words, write } = visit
  if (groups.length === 0) return null
  return html`<section class="stack" aria-labelledby="${state}"><h2 id="${state}">${words.repair[state]}</h2>
${state === 'waiting' ? html`<p class="muted">${words.repair.waitingMeans(write.duration(waitsLongMs))}</p>` : null}
<ul class="reasons">${groups.map((group) => renderGroup(group, visit))}</ul></section>`
}

const tone: Record<StuckState, string> = { parked: 'bad', refused: 'warn', waiting: 'busy' }

const renderGroup = (group: ReasonGroup, visit: Visitor): Markup => {
  const { words, write } = visit
  const { repair: texts } = words
  const { key, text, todo, detail, state, count, newestAt, oldestAt } = group
  return html`<li class="card reason">
<div class="what"><h3><a href="/repair/reason/${key}">${text}</a></h3>
<p>${todo}</p>${
    detail === null
      ? null
      : html`<details><summary>${texts.original}</summary><p class="muted">${detail}</p></details>`
  }</div>
<div class="how-many"><span class="state ${tone[state]}">${countOf(count, visit)}</span>
<p class="muted small">${texts.newest} ${write.time(newestAt, 'ago')}${count > 1 ? html`<br>${texts.oldest} ${write.time(oldestAt, 'ago')}` : null}</p></div>
</li>`
}
