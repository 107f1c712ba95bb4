import { html, type Markup } from '../../ops/html.ts'
import type { Visitor } from '../visit.ts'
import { fieldTitle } from './explain-reason.ts'
import { customText } from './read-correction.ts'
import type { Replay } from './replay-rules.ts'

const mostShown = 20
const longest = 120
const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text)

const inWords = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(customText).join(', ')
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, each]) => `${fieldTitle(name)}: ${customText(each)}`)
      .join(', ')
  return customText(value)
}
const shownValue = (value: unknown): string => cut(inWords(value)) || '–'

/** What would have gone differently with each hand-off, the newest first; null: nothing would. */
export const renderReplay = ({ differences }: Replay, { words, write }: Visitor): Markup | null => {
  const { rule: texts } = words.repair
  if (differences.length === 0) return null
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${texts.handoff}"><table class="wide"><thead><tr><th scope="col">${texts.handoff}</th><th scope="col">${texts.field}</th><th scope="col">${texts.before}</th><th scope="col">${texts.after}</th></tr></thead>
<tbody>${differences
    .slice(0, mostShown)
    .map(({ id, receivedAt, changes }) =>
      changes.map(
        ({ field, before, after }, index) =>
          html`<tr>${index > 0 ? null : html`<th scope="rowgroup" rowspan="${changes.length}"><a href="/handoffs/${id}">${write.time(receivedAt)}</a></th>`}<td>${texts.plan[field]}</td><td>${shownValue(before)}</td><td>${shownValue(after)}</td></tr>`,
      ),
    )}</tbody></table></div>`
}
