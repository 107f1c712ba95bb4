import { describeCategory } from '../../classify/describe-category.ts'
import { html } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'

const shown = 25

/** Tickets that were left as something else than was predicted, newest first. A part of the page. */
export const showErrors = async (
  { words, write, language }: Visitor,
  { triage }: DeskDependencies,
): Promise<DeskAnswer> => {
  const { classifier: texts } = words
  const named = (category: string | null | undefined): string =>
    category == null ? '–' : describeCategory(category, language)
  const { tickets } = (await triage?.tickets({ outcome: 'wrong', limit: shown })) ?? { tickets: [] }
  return {
    kind: 'part',
    body:
      tickets.length === 0
        ? html`<p class="empty">${texts.noErrors}</p>`
        : html`<p class="muted small">${texts.errorsMean}</p>
<div class="scroll" tabindex="0" role="region" aria-label="${texts.errors}: ${words.common.table}"><table class="as-cards">
<thead><tr><th scope="col">${texts.ticket}</th><th scope="col">${texts.predicted}</th><th scope="col" class="number">${texts.confidence}</th><th scope="col">${texts.leftAs}</th><th scope="col">${texts.when}</th></tr></thead>
<tbody>${tickets.map(
            ({ helpdesk, ticketId, prediction, left, endedAt }) =>
              html`<tr><th scope="row"><a href="/tickets/${encodeURIComponent(helpdesk)}/${encodeURIComponent(ticketId)}">#${ticketId}</a></th><td data-label="${texts.predicted}">${named(prediction?.category)}</td><td class="number" data-label="${texts.confidence}">${write.share(prediction?.confidence ?? null)}</td><td data-label="${texts.leftAs}">${named(left?.category)}</td><td data-label="${texts.when}">${write.time(endedAt, 'ago')}</td></tr>`,
          )}</tbody></table></div>`,
  }
}
