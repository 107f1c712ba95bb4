import { html, type Markup } from '../../../ops/html.ts'
import type { Decision } from '../../model/evaluate/evaluation.ts'

/** What the parts are called, and how counts are written. */
export interface ShareWords {
  texts: {
    filedRight: (texts: string) => string
    filedWrong: (texts: string) => string
    waiting: (texts: string) => string
  }
  count: (count: number) => string
}

/** All texts as one bar: filed and right, filed wrongly, left to a person; with a key that says how many. */
export const drawShares = (
  { texts, decided, right }: Pick<Decision, 'texts' | 'decided' | 'right'>,
  words: ShareWords,
): Markup => {
  if (texts === 0) return html``
  const wide = (count: number) => (100 * count) / texts
  const wrong = decided - right
  const parts = [
    { kind: 'good', count: right, from: 0, label: words.texts.filedRight(words.count(right)) },
    { kind: 'bad', count: wrong, from: right, label: words.texts.filedWrong(words.count(wrong)) },
    {
      kind: 'rest',
      count: texts - decided,
      from: decided,
      label: words.texts.waiting(words.count(texts - decided)),
    },
  ]
  return html`<svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${parts.map(
    ({ kind, count, from }) =>
      html`<rect class="${kind}" x="${wide(from)}" y="0" width="${wide(count)}" height="10"/>`,
  )}</svg>
<ul class="key">${parts.map(
    ({ kind, label }) =>
      html`<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="${kind}" width="10" height="10"/></svg>${label}</li>`,
  )}</ul>`
}
