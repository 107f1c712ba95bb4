import { html } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'

const shown = 25

/** Tickets that were left as something else than was predicted, newest first. A part of the page. */
export const showErrors = async (
  { words, write }: Visitor,
  { triage }: DeskDependencies,
): Promise<DeskAnswer> => {
  const { classifier: texts } = words
  const { tickets } = (await triage?.tickets({ outcome: 'wrong', limit: shown })) ?? { tickets: [] }
  return {
    kind: 'part',
    body:
      tickets.length === 0
        ? html`<p class="empty">${texts.noErrors}</p>`
        : html`<p class="muted small">${texts.errorsMean}</p>
<div class="scroll" tabindex="0" role="region" aria-label="${texts.errors}: ${words.common.table}"><table>
<thead><tr><th scope="col">${texts.ticket}</th><th scope="col">${texts.predicted}</th><th scope="col" class="number">${texts.confidence}</th><th scope="col">${texts.leftAs}</th><th scope="col">${texts.when}</th></tr></thead>
<tbody>${tickets.map(
            ({ helpdesk, ticketId, prediction, left, endedAt }) =>
              html`<tr><th scope="row"><a href="/tickets/${encodeURIComponent(helpdesk)}/${encodeURIComponent(ticketId)}">#${ticketId}</a></th><td>${prediction?.category ?? '–'}</td><td class="number">${write.share(prediction?.confidence ?? null)}</td><td>${left?.category ?? '–'}</td><td>${write.time(endedAt, 'ago')}</td></tr>`,
          )}</tbody></table></div>`,
  }
}
