import type { TranscriptLine } from '../../../schemas/handoff.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { Visit } from '../visit.ts'
import { renderLines } from './render-lines.ts'

const most = 100

const speakerClass = (from: string): string =>
  from === 'user' || from === 'bot' || from === 'agent' ? from : 'other'

/** The conversation with the bot; of a very long one the beginning is folded. */
export const renderTranscript = (lines: readonly TranscriptLine[], visit: Visit): Markup => {
  const { one } = visit.words.handoffs
  if (lines.length === 0) return html`<p class="muted">${one.noTranscript}</p>`
  const speakers: Record<string, string> = one.speakers
  const renderLine = ({ from, text, at }: TranscriptLine): Markup => {
    const speaker = Object.hasOwn(speakers, from) ? (speakers[from] ?? from) : from
    // A bot's own notation of time is shown as it is.
    const isTime = at !== null && !Number.isNaN(Date.parse(at))
    return html`<li class="${speakerClass(from)}"><span class="muted small">${speaker}${at === null ? null : html` · ${isTime ? visit.write.time(at) : at}`}</span><p>${renderLines(text)}</p></li>`
  }
  const hidden = Math.max(0, lines.length - most)
  return html`${
    hidden === 0
      ? null
      : html`<details><summary>${one.earlier(visit.write.number(hidden))}</summary><ol class="chat">${lines.slice(0, hidden).map(renderLine)}</ol></details>`
  }<ol class="chat">${lines.slice(hidden).map(renderLine)}</ol>`
}
